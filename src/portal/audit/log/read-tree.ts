import { type LeafRange, treeHash } from "#pki/merkle.ts";
import type { Database, Tx } from "#platform/database.ts";
import { readLeaves, readTiles, TILE } from "./store.ts";

/** The root over a run of leaves that some proof asks for. */
export type HashOfRange = (range: LeafRange) => Uint8Array;

/**
 * Reads as much of the log as proofs about its first `size` entries need, where they are about the entry at `near`: the
 * tiles, and the leaves of two of them.
 */
export async function readTree(db: Database | Tx, size: number, near: number): Promise<HashOfRange> {
  const whole = Math.floor(size / TILE);
  const tiles = await readTiles(db, whole);
  const leaves = new Map<number, readonly Uint8Array[]>();
  for (const tile of new Set([Math.floor(near / TILE), whole])) {
    const [from, to] = [tile * TILE, Math.min((tile + 1) * TILE, size)];
    if (from < to) leaves.set(tile, await readLeaves(db, from, to));
  }
  const within = (tile: number, from: number, to: number) => {
    const found = leaves.get(tile)?.slice(from, to) ?? [];
    if (found.length !== to - from) throw new Error("a proof about another part of the log than was read");
    return treeHash(found);
  };

  return ({ from, to }) => {
    const tile = Math.floor(from / TILE);
    if (to - from < TILE && to <= (tile + 1) * TILE) return within(tile, from - tile * TILE, to - tile * TILE);
    const last = Math.floor(to / TILE);
    const rest = to % TILE === 0 ? [] : [within(last, 0, to % TILE)];
    return treeHash([...tiles.slice(tile, last), ...rest]);
  };
}

/** The root over the first `size` entries. */
export async function readRoot(db: Database | Tx, size: number): Promise<Uint8Array> {
  return size === 0 ? treeHash([]) : (await readTree(db, size, size - 1))({ from: 0, to: size });
}
