import { z } from "zod";
import { attachment } from "#http/attachment.ts";
import { holderRoute } from "#http/route.ts";
import { QueueFilter } from "#portal/queue/contract.ts";
import { Language } from "#portal/wire/contract.ts";
import { csvQueue } from "./csv-queue.ts";
import { queueColumns } from "./queue-columns.ts";

const Asked = z.object({ language: Language });

/** The queue, with the filters of its page, as comma-separated values. */
export const GET = holderRoute("GET /api/operator/requests", z.undefined(), async ({ context, actor, query }) => {
  const { columns, fileName } = queueColumns(Asked.parse(query).language);
  const body = await csvQueue({ context, actor, filter: QueueFilter.parse(query), columns });
  const name = `${fileName}-${context.clock.now().toISOString().slice(0, 10)}.csv`;
  return attachment({ name, type: "text/csv; charset=utf-8", body });
});
