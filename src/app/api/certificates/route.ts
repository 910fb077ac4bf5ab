import { z } from "zod";
import { attachment } from "#http/attachment.ts";
import { holderRoute } from "#http/route.ts";
import { KeyFilter, KeyScope } from "#portal/certificates/contract.ts";
import { Language } from "#portal/wire/contract.ts";
import { csvReport } from "./_report/csv-report.ts";
import { pdfReport } from "./_report/pdf-report.ts";
import { reportNames } from "./_report/report-names.ts";

const Asked = z.object({ form: z.enum(["csv", "pdf"]), scope: KeyScope, language: Language });

/** The list of keys, with the filters of its page, as a file: CSV in full, PDF as far as somebody reads it. */
export const GET = holderRoute("GET /api/certificates", z.undefined(), async ({ context, actor, query }) => {
  const { form, scope, language } = Asked.parse(query);
  const order = { context, actor, scope, filter: KeyFilter.parse(query), names: reportNames(language) };
  const name = `${order.names.t("report.fileName")}-${context.clock.now().toISOString().slice(0, 10)}.${form}`;
  return form === "csv"
    ? attachment({ name, type: "text/csv; charset=utf-8", body: await csvReport(order) })
    : attachment({ name, type: "application/pdf", body: await pdfReport(order) });
});
