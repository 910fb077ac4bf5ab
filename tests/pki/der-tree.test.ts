import fc from "fast-check";
import { expect, it } from "vitest";
import { type DerPart, tree, writeTree } from "#pki/der-tree.ts";
import { encode } from "#pki/der-write.ts";

it("writes a value of any length as the writer does that copies at every level", () => {
  for (const length of [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000]) {
    const content = new Uint8Array(length).fill(7);
    expect(writeTree(tree(0x04, content)), `${length} octets`).toEqual(encode(0x04, content));
  }
});

it("writes whatever is nested in whatever as that writer does", () => {
  type Value = { readonly tag: number; readonly parts: readonly (Uint8Array | Value)[] };
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.record({
      tag: fc.integer({ min: 0, max: 255 }),
      parts: fc.array(fc.oneof(fc.uint8Array({ maxLength: 150 }), tie("value")), { maxLength: 4 }),
    }),
  }));
  const treeOf = ({ tag, parts }: Value): DerPart & object =>
    tree(tag, ...parts.map((part) => (part instanceof Uint8Array ? part : treeOf(part))));
  const copied = ({ tag, parts }: Value): Uint8Array =>
    encode(tag, ...parts.map((part) => (part instanceof Uint8Array ? part : copied(part))));
  fc.assert(
    fc.property(value, (one) => {
      expect(writeTree(tree(0x30, treeOf(one)))).toEqual(encode(0x30, copied(one)));
    }),
  );
});
