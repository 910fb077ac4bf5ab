import type { IncomingHttpHeaders } from "node:http";
import { textAnswer } from "./text-answer.ts";

/** What was asked. */
export interface StatusRequest {
  /** GET also where HEAD was asked: the server leaves the body out. */
  readonly method: string;
  /** The path as it stood in the request line, nothing decoded, without host and query: they never change an answer. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Whole, and never over the server's limit; empty where none was sent. */
  readonly body: Buffer;
}

export interface StatusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers one kind of request; throws for nothing that is asked. */
export type StatusHandler = (request: StatusRequest, now: Date) => StatusAnswer | Promise<StatusAnswer>;

export interface StatusRoute {
  readonly methods: readonly ("GET" | "POST")[];
  /** Whether it answers for the paths below its own too. */
  readonly below?: true;
  readonly answer: StatusHandler;
}

/** Who answers, by path. */
export type StatusRoutes = ReadonlyMap<string, StatusRoute>;

/** The answer to a relying party. Whatever is asked, it tells nothing about itself. */
export function answerTo(request: StatusRequest, routes: StatusRoutes, now: Date): ReturnType<StatusHandler> {
  const route = routeOf(request.path, routes);
  if (!route) return textAnswer(404, "404\n");
  if (!route.methods.some((method) => method === request.method)) {
    const allow = route.methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    return textAnswer(405, "405\n", { allow });
  }
  return route.answer(request, now);
}

/** The path's own route, or that of its first part. */
function routeOf(path: string, routes: StatusRoutes): StatusRoute | undefined {
  const own = routes.get(path);
  if (own) return own;
  const slash = path.indexOf("/", 1);
  const above = slash < 0 ? undefined : routes.get(path.slice(0, slash));
  return above?.below ? above : undefined;
}
