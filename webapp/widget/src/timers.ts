/** What waits to be done, by name: a new one takes the place of the old, and all can be dropped. */

export class Timers {
  readonly #running = new Map<string, number>();

  start(name: string, milliseconds: number, act: () => void): void {
    clearTimeout(this.#running.get(name));
    this.#running.set(name, setTimeout(act, milliseconds));
  }

  stop(): void {
    this.#running.forEach((timer) => clearTimeout(timer));
    this.#running.clear();
  }
}
