/** An event as the register holds it. */
export interface LoggedEvent {
  readonly seq: bigint;
  readonly at: Date;
  readonly action: string;
  readonly actorId: string | null;
  readonly requestId: string | null;
  readonly certificateId: string | null;
  /** JSON, as PostgreSQL writes `jsonb`. */
  readonly facts: string;
  readonly salt: string;
}

/**
 * The bytes of an event, of which its place in the log is made: a JSON object without spaces, its keys in order.
 *
 * They are what they are for ever. The register makes the same in `tanba_event_bytes`.
 */
export function eventBytes(event: LoggedEvent): Uint8Array {
  const { seq, at, action, actorId, requestId, certificateId, facts, salt } = event;
  const text = JSON.stringify;
  return new TextEncoder().encode(
    `{"action":${text(action)},"actor":${text(actorId)},"at":${text(at)},"certificate":${text(certificateId)},` +
      `"event":${seq},"facts":${facts},"request":${text(requestId)},"salt":${text(salt)}}`,
  );
}
