/** Lets calls pass, and holds them back for as long as somebody has to see a space at rest. */
export interface Gate {
  /** Does a piece of work, once nobody holds the gate. */
  pass(work: () => Promise<void>): Promise<void>;
  /** Does a piece of work while no other is under way. One at a time holds a gate. */
  hold(work: () => Promise<void>): Promise<void>;
}

/** Makes an open gate. */
export function createGate(): Gate {
  let inside = 0;
  let closed: Promise<void> | undefined;
  let emptied = (): void => {};
  return {
    async pass(work) {
      while (closed) await closed;
      inside += 1;
      try {
        await work();
      } finally {
        inside -= 1;
        if (inside === 0) emptied();
      }
    },
    async hold(work) {
      let open = (): void => {};
      closed = new Promise((resolve) => {
        open = resolve;
      });
      try {
        if (inside > 0)
          await new Promise<void>((resolve) => {
            emptied = resolve;
          });
        await work();
      } finally {
        closed = undefined;
        open();
      }
    },
  };
}
