import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { ocspAt } from "#platform/ask-ocsp.ts";

const QUESTION = Uint8Array.of(0x30, 0x00);

async function serviceThat(answers: RequestListener) {
  const server = createServer(answers).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return ocspAt(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
}

const as = (type: string, body: Buffer, status = 200): RequestListener => {
  return (_, response) => response.writeHead(status, { "content-type": type, location: "/elsewhere" }).end(body);
};
const OCSP = "application/ocsp-response";

it("posts the question to one address and gives the bytes that come back", async () => {
  const seen: unknown[] = [];
  const ask = await serviceThat((request, response) => {
    seen.push([request.method, request.url, request.headers["content-type"]]);
    as(OCSP, Buffer.from("0102", "hex"))(request, response);
  });
  expect(Buffer.from(await ask(QUESTION)).toString("hex")).toBe("0102");
  expect(seen).toEqual([["POST", "/ocsp", "application/ocsp-request"]]);
});

it.each([
  ["is of another kind", as("text/html", Buffer.from("<h1>"))],
  ["is too long", as(OCSP, Buffer.alloc(16_385))],
  ["points elsewhere", as(OCSP, Buffer.alloc(0), 307)],
])("G13: takes no answer that %s", async (_, answers) => {
  const ask = await serviceThat(answers);
  await expect(ask(QUESTION)).rejects.toThrow();
});

it("waits no longer than two seconds", async () => {
  const ask = await serviceThat(() => undefined);
  const begun = performance.now();
  await expect(ask(QUESTION)).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(10_000);
});
