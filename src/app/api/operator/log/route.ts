import { z } from "zod";
import { attachment } from "#http/attachment.ts";
import { holderRoute } from "#http/route.ts";
import { LogFilter } from "#portal/audit/search/contract.ts";
import { csvLog } from "./csv-log.ts";

/** The log, with the filters of its page, as comma-separated values. */
export const GET = holderRoute("GET /api/operator/log", z.undefined(), async ({ context, actor, query }) => {
  const body = await csvLog(context, actor, LogFilter.parse(query));
  const name = `log-${context.clock.now().toISOString().slice(0, 10)}.csv`;
  return attachment({ name, type: "text/csv; charset=utf-8", body });
});
