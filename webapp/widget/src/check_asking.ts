/** A text, posted to the archive to be checked: it stands in no address, and no cache may keep the answer. */

import { secondsToWait } from "./asking";
import type { Checked } from "./check_answer";

/** An answer that says nothing of quotations: `told` is what the archive itself says of the text, in English. */
export class Unchecked extends Error {
  constructor(readonly status: number, readonly told: string, readonly retryAfter: number) {
    super(told);
  }
}

/** What an archive refuses of a text in its own words; other refusals are told in the element's. */
const REFUSED = 400;
const TOO_LARGE = 413;
const BUSY = 429;

/** Bytes that an archive takes. Its server refuses more before it knows whose page asks: no page could read that answer. */
const MOST = 262_144;

/**
 * Return what the archive has of each quotation in a text.
 *
 * Throws `Unchecked` where it has none, and what `fetch` throws where nothing was reached or it was aborted.
 */
export async function check(root: string, text: string, speaker: string, signal: AbortSignal): Promise<Checked> {
  const body = JSON.stringify({ text, speaker: speaker || null });
  if (new Blob([body]).size > MOST) throw new Unchecked(TOO_LARGE, "", 0);
  const response = await fetch(new URL("api/v1/check", root), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer) return answer as Checked;
  throw refusal(response, answer);
}

function refusal(response: Response, answer: unknown): Unchecked {
  const { status } = response;
  const { message = "", hint = "" } = (answer as { error?: { message?: string; hint?: string | null } } | null)?.error ?? {};
  const told = status === REFUSED ? `${message} ${hint ?? ""}`.trim() : "";
  return new Unchecked(status, told, status === BUSY ? secondsToWait(response) : 0);
}
