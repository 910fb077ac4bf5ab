import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes } from "./bytes.ts";

/** A run of leaves: from the first that is in it up to the first that is not. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

/** The hash of one entry of a log. @see RFC 6962 section 2.1 */
export const leafHash = (entry: Uint8Array): Uint8Array => sha256(concatBytes(LEAF, entry));

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concatBytes(NODE, left, right));

/** The root over leaf hashes, or over the hashes of whole subtrees of one size: MTH. @see RFC 6962 section 2.1 */
export function treeHash(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return sha256(new Uint8Array());
  if (hashes.length === 1) return only;
  const split = splitOf(hashes.length);
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** A tree that leaves are added to, for whoever needs its root at many sizes. @see RFC 6962 section 2.1 */
export function growingTree(): { add(leaf: Uint8Array): void; root(): Uint8Array } {
  /** Whole subtrees from the left, each larger than the next. */
  const peaks: { readonly leaves: number; readonly hash: Uint8Array }[] = [];
  return {
    add(leaf) {
      let peak = { leaves: 1, hash: leaf };
      for (let left = peaks.at(-1); left?.leaves === peak.leaves; left = peaks.at(-1)) {
        peaks.pop();
        peak = { leaves: left.leaves * 2, hash: nodeHash(left.hash, peak.hash) };
      }
      peaks.push(peak);
    },
    root() {
      const [last, ...others] = peaks.map(({ hash }) => hash).toReversed();
      return last ? others.reduce((right, left) => nodeHash(left, right), last) : treeHash([]);
    },
  };
}

/**
 * What proves that the leaf at `index` is in a tree of `size` leaves: the runs whose hashes are needed, from the leaf upwards.
 *
 * @see RFC 6962 section 2.1.1
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const split = from + splitOf(to - from);
    ranges.push(index < split ? { from: split, to } : { from, to: split });
    [from, to] = index < split ? [from, split] : [split, to];
  }
  return ranges.toReversed();
}

/**
 * What proves that a tree of `size` leaves begins with the one of its first `first` leaves: the runs whose hashes are needed.
 *
 * @see RFC 6962 section 2.1.2
 */
export function consistencyRanges(first: number, size: number): readonly LeafRange[] {
  if (first === 0 || first === size) return [];
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to !== first) {
    const split = from + splitOf(to - from);
    ranges.push(first <= split ? { from: split, to } : { from, to: split });
    [from, to] = first <= split ? [from, split] : [split, to];
  }
  // the verifier knows the first tree's own root
  if (from > 0) ranges.push({ from, to });
  return ranges.toReversed();
}

interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the path leads from the leaf to the root of a tree of that size. @see RFC 9162 section 2.1.3.2 */
export function isIncluded({ leaf, index, size, path, root }: Inclusion): boolean {
  if (index < 0 || index >= size) return false;
  const walk = { at: index, last: size - 1 };
  let hash = leaf;
  for (const sibling of path) {
    if (walk.last === 0) return false;
    hash = isRight(walk) ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    goUp(walk);
  }
  return walk.last === 0 && equalBytes(hash, root);
}

interface Consistency {
  readonly first: number;
  readonly firstRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof shows that the larger tree begins with the smaller one. @see RFC 9162 section 2.1.4.2 */
export function isConsistent({ first, firstRoot, size, root, proof }: Consistency): boolean {
  if (first < 0 || first > size) return false;
  if (first === size) return proof.length === 0 && equalBytes(firstRoot, root);
  if (first === 0) return proof.length === 0 && equalBytes(firstRoot, treeHash([]));
  const walk = { at: first - 1, last: size - 1 };
  while (walk.at % 2 === 1) halve(walk);
  // a first tree without a gap is a node of the larger one, and not told again
  const [start, ...rest] = walk.at === 0 ? [firstRoot, ...proof] : proof;
  const reached = start && climb(walk, start, rest);
  return reached !== undefined && equalBytes(reached.old, firstRoot) && equalBytes(reached.whole, root);
}

/** Both roots, as the proof has them from the node where the trees part; undefined when it is too long or too short. */
function climb(walk: Walk, start: Uint8Array, rest: readonly Uint8Array[]) {
  let [old, whole] = [start, start];
  for (const hash of rest) {
    if (walk.last === 0) return undefined;
    if (isRight(walk)) [old, whole] = [nodeHash(hash, old), nodeHash(hash, whole)];
    else whole = nodeHash(whole, hash);
    goUp(walk);
  }
  return walk.last === 0 ? { old, whole } : undefined;
}

/** Where a proof has come to: a node's place on its level, and that of the level's last node. */
interface Walk {
  at: number;
  last: number;
}

/** Whether what the proof tells next stands to the left; a last node without a neighbour waits for the level where it has one. */
const isRight = ({ at, last }: Walk): boolean => at % 2 === 1 || at === last;

function goUp(walk: Walk): void {
  if (isRight(walk)) while (walk.at % 2 === 0 && walk.at > 0) halve(walk);
  halve(walk);
}

/** By division: there may be more leaves than the 32 bits of a shift. */
function halve(walk: Walk): void {
  walk.at = Math.floor(walk.at / 2);
  walk.last = Math.floor(walk.last / 2);
}
