import type { MessageKind, MessageState } from "#platform/prisma/enums.ts";

export const GIVEN_UP: readonly MessageState[] = ["FAILED", "UNKNOWN"];

/** What proves a person is gone from a message when it is settled: nothing is left to be sent again. */
const SECRET: readonly MessageKind[] = ["CODE", "CONFIRM_EMAIL"];

export const isGivenUp = ({ state }: { readonly state: MessageState }) => GIVEN_UP.includes(state);

export const isSecret = ({ kind }: { readonly kind: MessageKind }) => SECRET.includes(kind);
