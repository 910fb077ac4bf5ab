import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fromHex, toHex } from "#pki/bytes.ts";
import {
  consistencyRanges,
  growingTree,
  inclusionRanges,
  isConsistent,
  isIncluded,
  type LeafRange,
  leafHash,
  treeHash,
} from "#pki/merkle.ts";

/** The leaves and roots of Certificate Transparency's reference tests (merkletree_test of google/certificate-transparency). */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const [P96, P5F, P6B] = [
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
];
const [PBC, PCA, PD3, P0E] = [
  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
];
const INCLUSIONS = [
  { index: 0, size: 8, path: [P96, P5F, P6B] },
  { index: 5, size: 8, path: [PBC, PCA, PD3] },
];
const CONSISTENCIES = [
  { first: 1, size: 8, proof: [P96, P5F, P6B] },
  { first: 6, size: 8, proof: [P0E, PCA, PD3] },
  { first: 2, size: 5, proof: [P5F, PBC] },
];

const reference = LEAVES.map((leaf) => leafHash(fromHex(leaf)));
const hashesOf = (hashes: readonly Uint8Array[], ranges: readonly LeafRange[]) =>
  ranges.map(({ from, to }) => treeHash(hashes.slice(from, to)));

it("has the roots of Certificate Transparency's reference tests", () => {
  expect(ROOTS.map((_, size) => toHex(treeHash(reference.slice(0, size))))).toEqual(ROOTS);
});

it.each(INCLUSIONS)("has the reference's proof that leaf $index is in $size", ({ index, size, path }) => {
  expect(hashesOf(reference, inclusionRanges(index, size)).map(toHex)).toEqual(path);
  const root = fromHex(ROOTS[size] ?? "");
  const leaf = reference[index] ?? new Uint8Array();
  expect(isIncluded({ leaf, index, size, path: path.map(fromHex), root })).toBe(true);
});

it.each(CONSISTENCIES)("has the reference's proof that $size begins with $first", ({ first, size, proof }) => {
  expect(hashesOf(reference, consistencyRanges(first, size)).map(toHex)).toEqual(proof);
  const [firstRoot, root] = [fromHex(ROOTS[first] ?? ""), fromHex(ROOTS[size] ?? "")];
  expect(isConsistent({ first, firstRoot, size, root, proof: proof.map(fromHex) })).toBe(true);
});

// ------------------------------------------------------------------------------ RFC 6962's definition, word for word

const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1));

function MTH(D: readonly Uint8Array[]): Uint8Array {
  if (D.length === 0) return sha256();
  if (D.length === 1) return sha256(Uint8Array.of(0), D[0] ?? new Uint8Array());
  const k = split(D.length);
  return sha256(Uint8Array.of(1), MTH(D.slice(0, k)), MTH(D.slice(k)));
}

function PATH(m: number, D: readonly Uint8Array[]): readonly Uint8Array[] {
  if (D.length === 1) return [];
  const k = split(D.length);
  return m < k ? [...PATH(m, D.slice(0, k)), MTH(D.slice(k))] : [...PATH(m - k, D.slice(k)), MTH(D.slice(0, k))];
}

function SUBPROOF(m: number, D: readonly Uint8Array[], b: boolean): readonly Uint8Array[] {
  if (m === D.length) return b ? [] : [MTH(D)];
  const k = split(D.length);
  return m <= k
    ? [...SUBPROOF(m, D.slice(0, k), b), MTH(D.slice(k))]
    : [...SUBPROOF(m - k, D.slice(k), false), MTH(D.slice(0, k))];
}

const SIZES = Array.from({ length: 41 }, (_, size) => size);
const entries = Array.from({ length: 64 }, () => new Uint8Array(randomBytes(12)));
const hashes = entries.map(leafHash);

it.each(SIZES)("proves what RFC 6962 defines, for every leaf and every beginning of a tree of %i", (size) => {
  const root = MTH(entries.slice(0, size));
  expect(treeHash(hashes.slice(0, size))).toEqual(root);
  for (let index = 0; index < size; index++) {
    const path = hashesOf(hashes, inclusionRanges(index, size));
    expect(path).toEqual(PATH(index, entries.slice(0, size)));
    expect(isIncluded({ leaf: hashes[index] ?? root, index, size, path, root })).toBe(true);
  }
  for (let first = 1; first <= size; first++) {
    const proof = hashesOf(hashes, consistencyRanges(first, size));
    expect(proof).toEqual(SUBPROOF(first, entries.slice(0, size), true));
    const firstRoot = MTH(entries.slice(0, first));
    expect(isConsistent({ first, firstRoot, size, root, proof })).toBe(true);
  }
});

it("has at every size the root that all its leaves have", () => {
  const tree = growingTree();
  const roots = hashes.map((leaf) => {
    tree.add(leaf);
    return tree.root();
  });
  expect(roots).toEqual(hashes.map((_, at) => MTH(entries.slice(0, at + 1))));
  expect(growingTree().root()).toEqual(MTH([]));
});

it("believes no proof of another leaf, place, size, root or path", () => {
  const some = fc
    .integer({ min: 2, max: 64 })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(1e6)));
  fc.assert(
    fc.property(some, ([size, index, chance]) => {
      const root = treeHash(hashes.slice(0, size));
      const path = hashesOf(hashes, inclusionRanges(index, size));
      const sound = { leaf: hashes[index] ?? root, index, size, path, root };
      const at = chance % path.length;
      const changed = path.with(at, flipped(path[at] ?? root, chance));
      const wrong = [
        { ...sound, leaf: hashes[(index + 1) % size] ?? root },
        { ...sound, index: (index + 1) % size },
        { ...sound, index: -1 },
        { ...sound, index: size },
        { ...sound, root: flipped(root, chance) },
        { ...sound, path: changed },
        { ...sound, path: path.slice(1) },
        { ...sound, path: [...path, root] },
      ];
      expect(wrong.map(isIncluded)).toEqual(wrong.map(() => false));
    }),
  );
});

it("believes no proof of a log whose beginning was changed", () => {
  const two = fc
    .integer({ min: 2, max: 64 })
    .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size - 1 })));
  fc.assert(
    fc.property(two, fc.nat(1e6), ([size, first], chance) => {
      const other = hashes.with(chance % first, leafHash(Uint8Array.of(7)));
      const firstRoot = treeHash(hashes.slice(0, first));
      const proof = hashesOf(hashes, consistencyRanges(first, size));
      const root = treeHash(hashes.slice(0, size));
      const forged = treeHash(other.slice(0, size));
      const wrong = [
        { first, firstRoot, size, root: forged, proof: hashesOf(other, consistencyRanges(first, size)) },
        { first, firstRoot, size, root: forged, proof },
        { first, firstRoot, size, root, proof: proof.slice(1) },
        { first, firstRoot, size, root, proof: [...proof, root] },
        { first, firstRoot: flipped(firstRoot, chance), size, root, proof },
        { first: size, firstRoot: root, size: first, root: firstRoot, proof },
        { first: -1, firstRoot, size, root, proof },
      ];
      expect(wrong.map(isConsistent)).toEqual(wrong.map(() => false));
    }),
  );
});

it("finds the way where there are more leaves than 32 bits count", () => {
  const size = 2 ** 40 + 3;
  expect(inclusionRanges(size - 1, size)).toEqual([
    { from: 2 ** 40, to: 2 ** 40 + 2 },
    { from: 0, to: 2 ** 40 },
  ]);
  const [leaf = new Uint8Array(), pair = leaf, left = leaf] = hashes;
  const root = sha256(Uint8Array.of(1), left, sha256(Uint8Array.of(1), pair, leaf));
  expect(isIncluded({ leaf, index: size - 1, size, path: [pair, left], root })).toBe(true);
});

const flipped = (hash: Uint8Array, chance: number) =>
  hash.with(chance % hash.length, (hash[chance % hash.length] ?? 0) ^ 1);
