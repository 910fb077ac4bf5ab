/**
 * Work on these requests was rolled back, for a reason that may lie in only one of them.
 *
 * Never shown to anybody: who took the batch tries each alone and goes by `cause`.
 */
export class BatchFailed extends Error {
  readonly requestIds: readonly string[];

  constructor(requestIds: readonly string[], cause: unknown) {
    super(`${requestIds.length} requests were rolled back`, { cause });
    this.name = "BatchFailed";
    this.requestIds = requestIds;
  }
}
