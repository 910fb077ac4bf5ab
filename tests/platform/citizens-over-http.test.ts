import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { citizensOverHttp } from "#platform/citizens-over-http.ts";

const IIN = "940916499060";
const BIN = "120340999010";
const PERSON = {
  ...{ iin: IIN, surname: "Серікова", givenName: "Айгүл", patronymic: "Нұрланқызы", resident: true },
  phone: { number: "+77010000012", since: "2020-01-01T00:00:00+05:00" },
};
const COMPANY = { bin: BIN, name: "ТОО «Алма Ағаш»", firstHead: IIN };

/** A gateway of our own making, that answers as it is told to. */
async function gateway(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/v1`;
}

const says =
  (body: unknown, status = 200) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

it("asks with the number in the body and the token in the header, and reads persons and companies", async () => {
  const asked: unknown[] = [];
  const url = await gateway(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method, url: path, headers } = request;
    asked.push([method, path, headers.authorization, JSON.parse(Buffer.concat(parts).toString())]);
    says(path === "/v1/persons" ? { person: PERSON, more: 1 } : { company: COMPANY })(request, response);
  });
  const registry = citizensOverHttp({ url, token: "secret" });
  const { resident: isResident, phone, ...rest } = PERSON;
  expect(await registry.findPerson(IIN)).toEqual({
    kind: "FOUND",
    found: { ...rest, isResident, phone: { number: phone.number, since: new Date(phone.since) } },
  });
  expect(await registry.findCompany(BIN)).toEqual({ kind: "FOUND", found: COMPANY });
  expect(asked).toEqual([
    ["POST", "/v1/persons", "Bearer secret", { iin: IIN }],
    ["POST", "/v1/companies", "Bearer secret", { bin: BIN }],
  ]);
});

it("tells a person without a phone, and one that there is none", async () => {
  const stranger = { ...PERSON, patronymic: null, phone: null, resident: false };
  expect(await citizensOverHttp({ url: await gateway(says({ person: stranger })) }).findPerson(IIN)).toMatchObject({
    kind: "FOUND",
    found: { phone: null, patronymic: null, isResident: false },
  });
  expect(await citizensOverHttp({ url: await gateway(says({ person: null })) }).findPerson(IIN)).toEqual({
    kind: "NOT_FOUND",
  });
  expect(await citizensOverHttp({ url: await gateway(says({ company: null })) }).findCompany(BIN)).toEqual({
    kind: "NOT_FOUND",
  });
});

const MISBEHAVING: readonly (readonly [how: string, answer: RequestListener])[] = [
  ["fails", says({ person: PERSON }, 500)],
  ["is busy", says({}, 503)],
  ["does not know the address", says({ person: null }, 404)],
  ["does not know the token", says({ person: null }, 401)],
  ["gives no content", (_, response) => response.writeHead(204).end()],
  ["speaks no JSON", (_, response) => response.end("<html>")],
  ["speaks JSON in no UTF-8", (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22]))],
  ["answers nothing of what was asked", says({})],
  ["answers with a list", says([{ person: PERSON }])],
  ["tells of somebody else", says({ person: { ...PERSON, iin: "850312399011" } })],
  ["tells of nobody's name", says({ person: { ...PERSON, surname: "" } })],
  [
    "tells a phone that is none",
    says({ person: { ...PERSON, phone: { ...PERSON.phone, number: "8 701 000 00 12" } } }),
  ],
  [
    "tells two phones",
    says({ person: { ...PERSON, phone: { ...PERSON.phone, number: "+77010000012,+77770000000" } } }),
  ],
  ["tells a phone since never", says({ person: { ...PERSON, phone: { number: "+77010000012" } } })],
  ["tells too much", says({ person: PERSON, more: "x".repeat(20_000) })],
  [
    "never ends",
    (_, response) => {
      const timer = setInterval(() => response.write(" ".repeat(1024)), 1);
      response.on("close", () => clearInterval(timer));
    },
  ],
  ["hangs up", (request) => request.socket.destroy()],
  ["points elsewhere", (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
  [
    "stops midway",
    (_, response) => {
      response.writeHead(200, { "content-length": "500" }).write('{"person":');
      response.socket?.destroySoon();
    },
  ],
];

it.each(MISBEHAVING)("concludes nothing from a gateway that %s", async (_, answer) => {
  const registry = citizensOverHttp({ url: await gateway(answer) });
  expect(await registry.findPerson(IIN)).toEqual({ kind: "UNAVAILABLE" });
});

it("waits no longer than five seconds, and for nobody who is not there", async () => {
  const slow = citizensOverHttp({ url: await gateway(() => undefined) });
  const begun = performance.now();
  expect(await slow.findCompany(BIN)).toEqual({ kind: "UNAVAILABLE" });
  expect(performance.now() - begun).toBeLessThan(7_000);
  expect(await citizensOverHttp({ url: "http://127.0.0.1:1" }).findPerson(IIN)).toEqual({ kind: "UNAVAILABLE" });
}, 15_000);
