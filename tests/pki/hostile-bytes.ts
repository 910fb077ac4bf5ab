import fc from "fast-check";
import { type DerNode, readDer } from "#pki/der.ts";
import { encode } from "#pki/der-write.ts";

/** An original with some bytes changed, a piece cut out or put in twice. */
export function changedBytes(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(),
    byte: fc.nat(255),
    cut: fc.constantFrom(1, 1, 1, 0, 2, 8),
    twice: fc.constantFrom(false, false, true),
  });
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([original, changes]) =>
      changes.reduce((bytes, { at, byte, cut, twice }) => {
        const place = at % Math.max(1, bytes.length);
        const rest = bytes.subarray(twice ? Math.max(0, place - cut) : place + cut);
        return Uint8Array.of(...bytes.subarray(0, place), byte, ...rest);
      }, original),
    );
}

/** An original that is still DER, with one value left out, doubled, emptied, retagged, or replaced by another of its values. */
export function changedStructure(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.record({
    original: fc.constantFrom(...originals),
    at: fc.nat(),
    by: fc.nat(),
    tag: fc.nat(255),
    kind: fc.nat(4),
  });
  return changes.map(({ original, at, by, tag, kind }) => {
    const root = readDer(original, { maxBytes: 20_000, maxDepth: 20, maxNodes: 500 });
    const nodes = allNodes(root);
    const target = nodes[at % nodes.length] ?? root;
    const source = nodes[by % nodes.length] ?? root;
    const replacement =
      [[], [target.der, target.der], [encode(target.tag)], [encode(tag, target.content)], [source.der]][kind] ?? [];
    return rebuilt(root, target, replacement);
  });
}

const allNodes = (node: DerNode): readonly DerNode[] => [node, ...node.children.flatMap(allNodes)];

function rebuilt(node: DerNode, target: DerNode, replacement: readonly Uint8Array[]): Uint8Array {
  if (node === target) return Uint8Array.of(...replacement.flatMap((part) => [...part]));
  if (node.children.length === 0) return node.der;
  return encode(node.tag, ...node.children.map((child) => rebuilt(child, target, replacement)));
}

/** A TBS with bytes or values in it changed; mostly by little, so that much of it is still well formed. */
export function hostileTbs(tbs: Uint8Array): fc.Arbitrary<Uint8Array> {
  const oneByte = fc.tuple(fc.nat(tbs.length - 1), fc.nat(255)).map(([at, byte]) => tbs.with(at, byte));
  return fc.oneof({ weight: 4, arbitrary: oneByte }, { weight: 1, arbitrary: changedStructure([tbs]) });
}
