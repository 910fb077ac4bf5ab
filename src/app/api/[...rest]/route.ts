import { problem } from "#http/problem.ts";
import { PortalError } from "#portal/error.ts";

/** What is not there is told as every other refusal is, and not by a page. */
function nothing(): Response {
  return problem(new PortalError("NOT_FOUND"), console.error);
}

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
