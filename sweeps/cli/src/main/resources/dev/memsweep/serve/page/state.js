/** The state of the page is its address: view, source, what the view shows, and one value for each parameter set. */

const VIEW_KEYS = ["view", "spec", "formulas", "for", "x", "y", "z", "a", "b", "lines", "share", "scale", "top", "by", "where", "point", "about"];

/**
 * A state read from an address's query: {keys: {view, ...}, values: {seq_len: "4096", ...}, within: {seq: "1..8"}, only: {total_bytes: "..80"}}:
 * what is shown, one value a parameter, the values that an axis of a formula set runs over, the bounds of brushes.
 */
export function readState(query) {
  const state = { keys: {}, values: {}, within: {}, only: {} };
  for (const [name, value] of new URLSearchParams(query.slice(query.indexOf("?") + 1))) {
    if (name.startsWith("in.")) state.within[name.slice(3)] = value;
    else if (name.startsWith("only.")) state.only[name.slice(5)] = value;
    else if (name.startsWith("p.")) state.values[name.slice(2)] = value;
    else if (VIEW_KEYS.includes(name)) state.keys[name] = value;
    else state.values[name] = value;
  }
  return state;
}

/** The address of a state; the same state gives the same address. */
export function stateAddress(state) {
  const parts = [];
  for (const key of VIEW_KEYS) if (state.keys[key]) parts.push([key, state.keys[key]]);
  for (const [name, value] of Object.entries(state.values)) {
    if (value !== undefined && value !== "") parts.push([VIEW_KEYS.includes(name) ? `p.${name}` : name, value]);
  }
  for (const [name, value] of Object.entries(state.within)) if (value) parts.push([`in.${name}`, value]);
  for (const [name, value] of Object.entries(state.only)) if (value) parts.push([`only.${name}`, value]);
  return "?" + queryText(parts);
}

/** Pairs as the query of an address; what is legible stays legible. */
export function queryText(pairs) {
  return pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
}

function escaped(text) {
  return encodeURIComponent(text).replace(/%(2C|3A|2F|3D)/g, (code) => decodeURIComponent(code));
}

/** A copy with other keys, values and bounds; undefined removes one. */
export function changed(state, { keys = {}, values = {}, within = {}, only = {} }) {
  return {
    keys: { ...state.keys, ...keys },
    values: { ...state.values, ...values },
    within: { ...state.within, ...within },
    only: { ...state.only, ...only },
  };
}
