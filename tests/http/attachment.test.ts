import fc from "fast-check";
import { expect, it } from "vitest";
import { attachment, safeFileName } from "#http/attachment.ts";

it("G7: makes a name of any text that no header, file system or shell takes for anything else", () => {
  const hostile = fc.constantFrom(
    "../",
    "..\\",
    "\r\nset-cookie: a=b",
    '"; filename*=',
    "\0",
    "CON",
    ".bashrc",
    "\u202Egpj",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 40 })), { maxLength: 6 }),
      (parts) => {
        const name = safeFileName(parts.join(""));
        expect(name).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9-])?$/);
        expect(name).not.toMatch(/\.\./);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul)(?:\.|$)/i);
        expect(name.length).toBeLessThanOrEqual(125);
        const { headers } = attachment({ name: parts.join(""), type: "text/csv", body: "" });
        expect([...headers.keys()].toSorted()).toEqual(["cache-control", "content-disposition", "content-type"]);
        expect(headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
      },
    ),
    { numRuns: 300 },
  );
});

it("keeps a name that is safe already, and lets nobody keep the file on the way", () => {
  const { headers } = attachment({ name: "AUTH_RSA256_0a1b.cer", type: "application/pkix-cert", body: "" });
  expect(headers.get("content-disposition")).toBe('attachment; filename="AUTH_RSA256_0a1b.cer"');
  expect(headers.get("cache-control")).toBe("private, no-store");
});
