import { notFound } from "next/navigation";
import { PortalError } from "#portal/error.ts";

/** What a query found, or the page that says that there is nothing: the same for another's as for what does not exist. */
export async function foundOr404<Found>(query: Promise<Found>): Promise<Found> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof PortalError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
