import fc from "fast-check";
import { expect, it } from "vitest";
import { documentText, parseDocument } from "#pki/signed-document.ts";

it("is the first line, the purpose and the fields in the order of their keys, each line ended", () => {
  const fields = { origin: "http://localhost:3000", nonce: "N", expires: undefined, "auth-key": "00" };
  expect(documentText("sign-in", fields)).toBe(
    "TANBA-SIGN/1\npurpose: sign-in\nauth-key: 00\nnonce: N\norigin: http://localhost:3000\n",
  );
});

it("is the same bytes for the same letters, however they are put together", () => {
  expect(documentText("reissue", { name: "\u0438\u0306" })).toBe(documentText("reissue", { name: "\u0439" }));
});

it("gives back what was put in", () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
  const value = fc
    .stringMatching(/^[A-Za-zА-Яа-я0-9:=\n ]{1,20}$/)
    .map((text) => text.replaceAll("\n", "").trim() || "x");
  fc.assert(
    fc.property(key, fc.dictionary(key, value), (purpose, fields) => {
      const read = parseDocument(documentText(purpose, fields));
      expect(read.purpose).toBe(purpose);
      expect(Object.fromEntries(read.fields)).toEqual({ ...fields });
    }),
  );
});

it.each([
  ["a value that is empty", { name: "" }],
  ["a value that is padded", { name: " A" }],
  ["a value of two lines", { name: "A\npurpose: sign-in" }],
  ["a carriage return", { name: "A\rB" }],
  ["a NUL", { name: "A\0" }],
  ["a line separator", { name: "A\u2028B" }],
  ["a turn of the direction", { name: "A\u202eB" }],
  ["a letter without width", { name: "A\u200bB" }],
  ["half a letter", { name: "A\ud800" }],
  ["a key that is no word", { "two words": "A" }],
  ["a key with a line end", { "a\nb": "A" }],
  ["a second purpose", { purpose: "A" }],
  ["a key in capitals", { Name: "A" }],
])("A4: is not made with %s", (_, fields) => {
  expect(() => documentText("sign-in", fields)).toThrowWithCode("DOCUMENT_MALFORMED");
});

it.each([
  ["of nothing", ""],
  ["with another first line", "TANBA-SIGN/2\npurpose: sign-in\n"],
  ["without its last line end", "TANBA-SIGN/1\npurpose: sign-in"],
  ["without a purpose", "TANBA-SIGN/1\n"],
  ["with a field before the purpose", "TANBA-SIGN/1\nnonce: A\npurpose: sign-in\n"],
  ["with a line that is no field", "TANBA-SIGN/1\npurpose: sign-in\nhello\n"],
  ["with a field twice", "TANBA-SIGN/1\npurpose: sign-in\nnonce: A\nnonce: B\n"],
  ["with its fields out of order", "TANBA-SIGN/1\npurpose: sign-in\nnonce: A\nemail: B\n"],
  ["with a value that is padded", "TANBA-SIGN/1\npurpose: sign-in\nnonce:  A\n"],
  ["with letters put together otherwise", "TANBA-SIGN/1\npurpose: sign-in\nname: \u0438\u0306\n"],
  ["with bytes after it", "TANBA-SIGN/1\npurpose: sign-in\n\n"],
  ["with Windows' line ends", "TANBA-SIGN/1\r\npurpose: sign-in\r\n"],
])("A4: a text %s is none of ours", (_, text) => {
  expect(() => parseDocument(text)).toThrowWithCode("DOCUMENT_MALFORMED");
});
