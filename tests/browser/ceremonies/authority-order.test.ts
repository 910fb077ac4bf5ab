import { beforeEach, describe, expect, it } from "vitest";
import { beginAuthorityOrder, beginOrderWord } from "#browser/ceremonies/authority-order.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { DecideOrder, orderExpiry, SignOrder } from "#portal/orders/contract.ts";
import { visit } from "./visit.ts";

const { answers, bodyFor, keyId, expectSigned, form, sent } = visit();

const REVEALS = "/api/operator/reveals";
const ID = "01900000-0000-7000-8000-000000000001";
const certificates = [
  { serial: "5a01", slot: "SIGN", name: form.name },
  { serial: "5a02", slot: "AUTH", name: form.name },
] as const;
const paper = { reason: "KEY_COMPROMISE", documentNumber: "7599-26", documentDate: "2026-11-20" } as const;
const order = { id: ID, hash: "3".repeat(64), ...paper, expiresAt: "2026-11-30T06:05:00.000Z", certificates };
const ordered = { ...paper, certificates, language: "kk" } as const;

beforeEach(() => {
  answers.set(REVEALS, () => Response.json({ iin: form.iin, bin: form.bin }));
  answers.set("/api/orders", () => Response.json({ id: ID }, { status: 201 }));
});

const opened = () => sent.filter(({ path }) => path === REVEALS).map(({ body }) => body);

describe("an order of the authority", () => {
  it("H4: is signed over what was shown, with each number opened for it", async () => {
    const { text, finish } = await beginAuthorityOrder(ordered);
    expect(opened()).toEqual([{ certificate: "5a01" }, { certificate: "5a02" }]);
    const { fields } = parseDocument(text);
    expect(fields.get("certificate-01")).toBe(`5a01, SIGN, ${form.iin}, ${form.name}`);
    expect(fields.get("certificate-02")).toBe(`5a02, AUTH, ${form.iin}, ${form.name}`);
    expect([fields.get("act"), fields.get("document-number")]).toEqual(["revoke", "7599-26"]);
    expect(fields.get("expires")).toBe(orderExpiry(new Date("2026-11-23T06:05:00Z")).toISOString());

    expect(await finish(await keyId("sign"))).toBe(ID);
    const { cms, ...body } = SignOrder.parse(bodyFor("/api/orders"));
    expect(body).toMatchObject({ ...paper, serials: ["5a01", "5a02"], language: "kk" });
    await expectSigned(cms, text, "sign");
  });

  it.each([
    [null, "release"],
    ["CERTIFICATE_HOLD", "hold"],
  ] as const)("says of the reason %s that it is a %s", async (reason, act) => {
    const { text } = await beginAuthorityOrder({ ...ordered, reason });
    expect(parseDocument(text).fields.get("act")).toBe(act);
  });
});

describe("the second person's word", () => {
  it.each([
    [{ verdict: "APPROVE" }, "approve-order"],
    [{ verdict: "DECLINE", declinedFor: "құжат басқа адамға қатысты" }, "decline-order"],
  ] as const)("H4: %o is signed over what was shown and over the first one's text", async (word, purpose) => {
    const { text, finish } = await beginOrderWord({ word, order, language: "ru" });
    expect(opened()).toHaveLength(2);
    const { fields } = parseDocument(text);
    expect(text).toContain(`purpose: ${purpose}`);
    expect([fields.get("order"), fields.get("expires")]).toEqual([order.hash, order.expiresAt]);
    expect(fields.get("declined-for")).toBe("declinedFor" in word ? word.declinedFor : undefined);
    await finish(await keyId("sign"));
    const { cms, nonce: _, ...body } = DecideOrder.parse(bodyFor(`/api/orders/${ID}/decision`));
    expect(body).toEqual({ ...word, language: "ru" });
    await expectSigned(cms, text, "sign");
  });
});

describe("a server that misbehaves", () => {
  it("that opens no number leaves nothing to sign, and no challenge is asked for", async () => {
    answers.set(REVEALS, () => Response.json({ code: "FORBIDDEN" }, { status: 403 }));
    await expect(beginAuthorityOrder(ordered)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(beginOrderWord({ word: { verdict: "APPROVE" }, order, language: "en" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(bodyFor("/api/challenges")).toBeUndefined();
  });

  it.each([
    ["an answer without a number", () => Response.json({})],
    ["more than it was asked for", () => Response.json({ iin: form.iin, name: "Басқа" })],
    ["a page of some proxy", () => new Response("<html>", { status: 200 })],
    ["lines of its own in a number", () => Response.json({ iin: `${form.iin}\nact: release` })],
    ["another name behind a number", () => Response.json({ iin: `${form.iin}, Басқа` })],
  ])("with %s is a fault, and nothing is signed", async (_, answer) => {
    answers.set(REVEALS, answer);
    await expect(beginAuthorityOrder(ordered)).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("that keeps no order, or names none, is told as it is", async () => {
    const { finish } = await beginAuthorityOrder(ordered);
    answers.set("/api/orders", () => Response.json({ id: "1" }, { status: 201 }));
    await expect(finish(await keyId("sign"))).rejects.toMatchObject({ code: "INTERNAL" });
    answers.set(`/api/orders/${ID}/decision`, () => Response.json({ code: "ORDER_NOT_WAITING" }, { status: 409 }));
    const word = await beginOrderWord({ word: { verdict: "APPROVE" }, order, language: "en" });
    await expect(word.finish(await keyId("sign"))).rejects.toMatchObject({ code: "ORDER_NOT_WAITING" });
    answers.delete(`/api/orders/${ID}/decision`);
  });
});
