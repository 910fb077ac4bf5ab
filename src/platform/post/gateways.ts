/** A letter to one address, ready to go. */
export interface Letter {
  /** The same on every try: whoever gets it twice can tell. */
  readonly messageId: string;
  readonly to: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iCalendar file. */
  readonly calendar?: string | undefined;
}

export interface Mailer {
  /**
   * @param onHanding awaited when the server is ready for the letter and nothing of it has gone out; if it throws nothing will
   * @returns what the server said, when it has taken the letter over
   * @throws {PostError}
   */
  send(letter: Letter, onHanding?: () => Promise<void>): Promise<string>;
  /** Ends the connections that are kept open. */
  close(): void;
}

export interface Sms {
  /** The same on every try: what the provider knows it by, where it lets us say. */
  readonly id: string;
  /** As +77000000000. */
  readonly to: string;
  readonly text: string;
}

/** What became of a message that the provider took over. */
export type Receipt = "DELIVERED" | "FAILED" | "PENDING";

/** What was sent, as the provider knows it. */
export interface SentSms {
  readonly providerId: string;
  readonly to: string;
}

export interface SmsGateway {
  /** @returns the provider's number of it. @throws {PostError} */
  send(sms: Sms): Promise<string>;
  /**
   * Whether the provider has this message already, for when its answer was lost. Absent where it can't be asked.
   *
   * @returns its number of it; null when it has none such
   * @throws {PostError}
   */
  find?(sms: Sms): Promise<string | null>;
  /** @throws {PostError} */
  receiptOf(sent: SentSms): Promise<Receipt>;
}
