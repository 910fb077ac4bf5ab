import { PortalError } from "#portal/error.ts";

/** Names that change what an object is instead of what it holds. */
const DANGEROUS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads JSON of which there is only one reading: UTF-8, no byte-order mark, no key twice, none that means a prototype.
 *
 * @throws {PortalError} INPUT_INVALID
 * @see RFC 8259 section 4 (what readers make of a name that comes twice is not predictable)
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    requireOnceEach(text);
    return value;
  } catch (cause) {
    throw new PortalError("INPUT_INVALID", { cause, detail: "not the JSON we read" });
  }
}

/** Walks over a text that is JSON for certain, so that strings and braces are all it must know. */
function requireOnceEach(json: string): void {
  const open: (Set<string> | null)[] = [];
  for (const [token, string, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (string && colon) requireNew(open.at(-1), String(JSON.parse(string)));
  }
}

function requireNew(names: Set<string> | null | undefined, name: string): void {
  if (!names || names.has(name) || DANGEROUS.has(name)) throw new SyntaxError("a name twice, or a forbidden one");
  names.add(name);
}
