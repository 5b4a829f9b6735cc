/** Asking the engine: the API is the command line, see `memsweep serve --help`. */

import { queryText } from "./state.js";

const TAB = Math.random().toString(36).slice(2, 10);

/** An answer that is an error: its lines, one for each problem, and the status (0 where no server answered). */
export class ApiError extends Error {
  constructor(status, message, lines) {
    super(message);
    this.status = status;
    this.lines = lines && lines.length ? lines : [message];
  }
}

/** The answers that a report carries along, or null on the live page. */
export function recorded() {
  return window.memsweepRecorded ?? null;
}

let byPairs = null;

/** The recorded answer to a request, however its address is escaped. */
function recordedAnswer(kept, path) {
  byPairs ??= new Map(Object.entries(kept).map(([address, answer]) => [pairsOf(address), answer]));
  return byPairs.get(pairsOf(path));
}

function pairsOf(address) {
  const [path, query = ""] = address.split("?");
  return JSON.stringify([path, ...new URLSearchParams(query)]);
}

/** The address of a command's answer. */
export function apiPath(command, options) {
  const pairs = options.filter(([, value]) => value !== undefined && value !== null);
  return `/api/${command}${pairs.length ? "?" + queryText(pairs) : ""}`;
}

/** The envelope {command, seconds, notes, answer} of a command; throws ApiError. */
export async function ask(slot, command, options, signal) {
  const path = apiPath(command, options);
  const kept = recorded();
  if (kept) {
    const answer = recordedAnswer(kept, path);
    if (answer) return answer;
    throw new ApiError(0, "This report holds no answer to that question; `memsweep serve` answers it live.");
  }
  let response;
  try {
    response = await fetch(path, { headers: { "X-View": `${TAB}-${slot}` }, signal });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new ApiError(0, "The server does not answer; it may have been ended.");
  }
  const body = parseExactly(await response.text());
  if (response.ok) return body;
  const error = body?.error ?? {};
  throw new ApiError(response.status, error.message ?? `The server answered with status ${response.status}.`, error.lines);
}

/** JSON whose integers above 2^53 become BigInt, so that no digit is lost. */
export function parseExactly(text) {
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text);
    const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
      token[0] === '"' || Number.isSafeInteger(Number(token)) ? token : `"\uE000${token}"`);
    return JSON.parse(marked, (key, value) =>
      typeof value === "string" && value[0] === "\uE000" ? BigInt(value.slice(1)) : value);
  } catch {
    return null;
  }
}

/**
 * One question of a view, asked again and again: one request at a time, the newest next. A running one is given up only
 * when it has taken long, so that dragging a slider draws on the way.
 */
export class Slot {
  constructor(name) {
    this.name = name;
    this.waiting = null;
    this.running = null;
  }

  /** The envelope, or null when a newer question has taken this one's place. */
  ask(command, options) {
    return new Promise((resolve, reject) => {
      this.waiting?.resolve(null);
      this.waiting = { command, options, resolve, reject };
      if (!this.running) this.next();
      else if (performance.now() - this.running.since > 200) this.running.abort.abort();
    });
  }

  async next() {
    const { command, options, resolve, reject } = this.waiting;
    this.waiting = null;
    const abort = new AbortController();
    this.running = { abort, since: performance.now() };
    const patience = setInterval(() => this.waiting && performance.now() - this.running.since > 200 && abort.abort(), 50);
    try {
      resolve(await ask(this.name, command, options, abort.signal));
    } catch (failure) {
      if (failure.name === "AbortError" || failure.status === 409) resolve(null);
      else reject(failure);
    } finally {
      clearInterval(patience);
      this.running = null;
      if (this.waiting) this.next();
    }
  }

  /** Gives up what runs and what waits. */
  stop() {
    this.waiting?.resolve(null);
    this.waiting = null;
    this.running?.abort.abort();
  }
}
