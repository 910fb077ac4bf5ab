import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { addNote } from "#portal/queue/add-note.ts";
import { AddNote } from "#portal/queue/contract.ts";

/** Writes a note beside a request: 201. */
export const POST = holderRoute(
  "POST /api/operator/requests/[number]/notes",
  AddNote,
  async ({ context, actor, body, number }) => {
    await addNote(context, actor, { ...body, number });
    return answer(201);
  },
);
