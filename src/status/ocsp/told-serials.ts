/** What is to be read, because the register has told of it or somebody asks about it. */
export interface ToldSerials {
  /** @param word as it came; what is no list of serial numbers counts as nothing, because anybody may send words */
  add(word: string): void;
  /** Has these read too; settles when they have been, in a reading that had not begun. */
  ask(serials: Iterable<string>): Promise<void>;
  /** The serial numbers since the last call, and what is to be called when they have been read. */
  take(): { readonly serials: readonly string[]; readonly wereRead: () => void };
  /** Whether so much has changed that all is to be read; true the first time. */
  takeAll(): boolean;
  /** Waits until something is told, `wake` is called, or so much time is over. */
  wait(ms: number): Promise<void>;
  wake(): void;
}

const SERIALS = /^[0-9a-f]{2,40}( [0-9a-f]{2,40})*$/;

export function toldSerials(): ToldSerials {
  let next = newReading();
  let all = true;
  let awake: (() => void) | undefined;
  const wake = () => awake?.();
  return {
    wake,
    add(word) {
      if (word === "*") all = true;
      else if (SERIALS.test(word)) for (const serial of word.split(" ")) next.serials.add(serial);
      wake();
    },
    ask(serials) {
      for (const serial of serials) next.serials.add(serial);
      wake();
      return next.read;
    },
    take() {
      const { serials, wereRead } = next;
      next = newReading();
      return { serials: [...serials], wereRead };
    },
    takeAll() {
      const taken = all;
      all = false;
      return taken;
    },
    wait: (ms) =>
      new Promise((settle) => {
        if (all || next.serials.size > 0) return settle();
        const timer = setTimeout(settle, ms);
        awake = () => {
          clearTimeout(timer);
          settle();
        };
      }),
  };
}

function newReading() {
  const { promise: read, resolve: wereRead } = Promise.withResolvers<void>();
  return { serials: new Set<string>(), read, wereRead };
}
