const MAX = 32;
const END = 12;

/** A file name that fits a line: of a long one the beginning, which says what it is, and the end, which tells it apart. */
export function shortFileName(name: string): string {
  return name.length <= MAX ? name : `${name.slice(0, MAX - END - 1)}…${name.slice(-END)}`;
}
