import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { guardEdge } from "#http/edge.ts";

/** What a handler sees of a request with these headers. */
async function seen(headers: Readonly<Record<string, string>>): Promise<IncomingHttpHeaders> {
  const server = createServer((incoming, answer) => answer.end(JSON.stringify(incoming.headers)));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" ? bound?.port : undefined;
  return new Promise((resolve) => {
    request({ port, host: "127.0.0.1", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(JSON.parse(text)));
    }).end();
  });
}

it("G9: takes the framework's own instructions away and says itself who, where and how", async () => {
  guardEdge({ origin: "https://tanba.test", trustedProxies: 0 });
  const headers = await seen({
    "next-action": "x",
    "next-resume": "1",
    "x-middleware-subrequest": "proxy:proxy:proxy",
    "x-nextjs-data": "1",
    forwarded: "for=10.0.0.1",
    "x-forwarded-for": "10.0.0.1",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    "x-tanba-client-address": "10.0.0.2",
    accept: "text/html",
  });
  expect(headers).toMatchObject({
    accept: "text/html",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "tanba.test",
    "x-forwarded-proto": "https",
    "x-tanba-client-address": "127.0.0.1",
  });
  for (const name of ["next-action", "next-resume", "x-middleware-subrequest", "x-nextjs-data", "forwarded"])
    expect(headers).not.toHaveProperty(name);
});
