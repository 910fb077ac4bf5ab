import { type Messages, messages } from "#i18n/messages.ts";

type LogAction = keyof Messages["log"]["action"];

const hasWords = (action: string): action is LogAction => Object.hasOwn(messages.en.log.action, action);

/** What was ever done, as the log has it, in the order of its words. */
export const logActions = (): readonly LogAction[] => Object.keys(messages.en.log.action).filter(hasWords);

/** A word of the log for which there are words of ours; null for one that is older or newer than they are. */
export const logAction = (action: string): LogAction | null => (hasWords(action) ? action : null);
