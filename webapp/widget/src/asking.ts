/** Questions to the archive, of which only the last counts: an older one is aborted, and its answer is never heard. */

import type { Page, Refusal } from "./answer";

/** Seconds to wait where the archive is busy and does not say how long. */
const USUAL_WAIT = 5;

/** Why there is no page: `status` is HTTP's, 0 without any answer; `message` is the archive's own, of a wrong query. */
export interface Failure {
  readonly status: number;
  readonly message: string | null;
  readonly retryAfter: number | null;
}

export class Asking {
  #request: AbortController | null = null;

  /** Return the answer to a question, or null if another one was asked meanwhile. */
  async ask(url: string): Promise<Page | Failure | null> {
    this.cancel();
    const request = (this.#request = new AbortController());
    const answer = await answered(url, request.signal);
    return this.#request === request ? answer : null;
  }

  /** Drop what is under way. */
  cancel(): void {
    this.#request?.abort();
    this.#request = null;
  }
}

/** Tell whether there is no page of results. */
export function isFailure(answer: Page | Failure): answer is Failure {
  return "retryAfter" in answer;
}

async function answered(url: string, signal: AbortSignal): Promise<Page | Failure> {
  let response: Response | undefined;
  try {
    response = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
    const answer = (await response.json()) as (Page & Refusal) | null;
    return response.ok && answer ? answer : failure(response, answer?.error?.message ?? null);
  } catch {
    return failure(response, null);
  }
}

/** Return what an answer of another kind than the archive's amounts to: none. */
export const UNREADABLE: Failure = { status: 0, message: null, retryAfter: null };

function failure(response: Response | undefined, message: string | null): Failure {
  const status = response?.status ?? 0;
  const isBusy = status === 429;
  const isWrong = status >= 400 && status < 500 && !isBusy;
  return { status, message: isWrong ? message : null, retryAfter: isBusy ? secondsToWait(response) : null };
}

/** Return what a Retry-After header asks for, seconds or a date (RFC 9110, 10.2.3). */
export function secondsToWait(response: Response | undefined): number {
  const given = response?.headers.get("Retry-After") ?? "";
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : USUAL_WAIT;
}
