import { once } from "node:events";
import { request, type ServerOptions } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { StatusHandler, StatusRoutes } from "#status/answer-to.ts";
import { statusServer } from "#status/server.ts";
import { textAnswer } from "#status/text-answer.ts";
import { standingClock } from "#tests/support/authority.ts";

/** A server whose `/echo` tells what it was asked, and where it listens. */
async function serve({ limits = {}, answer = echo }: { limits?: Partial<ServerOptions>; answer?: StatusHandler } = {}) {
  const routes: StatusRoutes = new Map([["/echo", { methods: ["GET", "POST"], below: true, answer }]]);
  const faults: unknown[] = [];
  const log = { error: (fault: unknown) => void faults.push(fault) };
  const server = statusServer({ routes, clock: standingClock(), log }, limits);
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, faults, at: (path: string) => `http://127.0.0.1:${port}${path}` };
}

const echo: StatusHandler = ({ method, path, body }) => textAnswer(200, `${method} ${path} ${body.length}`);

/** Sends bytes as they are, and collects the answer until the other side ends it. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(bytes);
  let said = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    said += text;
  });
  await once(socket, "close");
  return said;
}

it("hands a whole body over up to 16 KB, and refuses a byte more before anybody has read it", async () => {
  const { at } = await serve();
  const post = async (length: number) => {
    const answer = await fetch(at("/echo"), { method: "POST", body: new Uint8Array(length) });
    return [answer.status, await answer.text()];
  };
  expect(await post(0)).toEqual([200, "POST /echo 0"]);
  expect(await post(1)).toEqual([200, "POST /echo 1"]);
  expect(await post(16_384)).toEqual([200, "POST /echo 16384"]);
  expect(await post(16_385)).toEqual([413, "413\n"]);
});

it("sends every byte as it is, in one piece with the head or after it", async () => {
  const bytes = Buffer.from(Array.from({ length: 4_097 }, (_, at) => at % 256));
  const { at } = await serve({ answer: ({ body }) => ({ status: 200, headers: {}, body }) });
  for (const body of [bytes, bytes.subarray(1), bytes.subarray(0, 256)]) {
    const answer = await fetch(at("/echo"), { method: "POST", body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body), `${body.length} bytes`).toBe(true);
  }
});

it("refuses a body that grows over the limit without having said so, and reads no further", async () => {
  const { port } = await serve();
  const chunk = `1000\r\n${"x".repeat(0x1000)}\r\n`;
  const said = await raw(
    port,
    `POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`,
  );
  expect(said).toMatch(/^HTTP\/1\.1 413 .*connection: close.*413\n$/is);
});

it.each([
  ["another host", "GET /echo/a HTTP/1.1\r\nHost: evil.example\r\n"],
  ["a query", "GET /echo/a?b=c HTTP/1.1\r\nHost: a\r\n"],
  ["the absolute form", "GET http://evil.example/echo/a?b HTTP/1.1\r\nHost: a\r\n"],
  ["a forwarded host", "GET /echo/a HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil.example\r\nX-Original-URL: /x\r\n"],
])("D12: %s changes nothing in what is asked", async (_, head) => {
  const { port } = await serve();
  expect(await raw(port, `${head}Connection: close\r\n\r\n`)).toMatch(/\r\n\r\nGET \/echo\/a 0$/);
});

it("answers HEAD as GET without the body, and says what else may be asked", async () => {
  const { at } = await serve();
  const head = await fetch(at("/echo"), { method: "HEAD" });
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "11"]);
  const refused = await fetch(at("/echo"), { method: "PUT", body: "x" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
});

it("tells a stranger nothing of a fault of ours, and its operator what it was", async () => {
  const fault = new Error("inside");
  for (const answer of [
    () => Promise.reject(fault),
    () => {
      throw fault;
    },
  ]) {
    const { at, faults } = await serve({ answer });
    const answered = await fetch(at("/echo"));
    expect([answered.status, await answered.text()]).toEqual([500, "500\n"]);
    expect(faults).toEqual([{ err: fault, path: "/echo" }]);
  }
});

it("answers what is no HTTP with 400 and goes on", async () => {
  const { port, at } = await serve();
  for (const nonsense of ["\x16\x03\x01\x02\x00", "GET\r\n\r\n", "GET /echo HTTP/1.1\r\n\r\n\0"]) {
    expect(await raw(port, `${nonsense}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect((await fetch(at("/echo"))).status).toBe(200);
});

it("sends away who says nothing or half a request, a thousand of them, while others are answered", async () => {
  const limits = { headersTimeout: 500, requestTimeout: 500, connectionsCheckingInterval: 100 };
  const { port, at } = await serve({ limits });
  const halves = [
    "",
    "POST /echo HTTP/1.1\r\nHost: a\r\n",
    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
  ];
  const sockets: Socket[] = [];
  const closed: Promise<unknown>[] = [];
  for (let i = 0; i < 1000; i++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    closed.push(once(socket, "close"));
    await once(socket, "connect");
    socket.write(halves[i % 3] ?? "");
    sockets.push(socket);
  }
  const answered = await new Promise<number | undefined>((settle) => {
    request(at("/echo"), (response) => settle(response.resume().statusCode)).end();
  });
  expect(answered).toBe(200);
  await Promise.all(closed);
});
