import fc from "fast-check";

/** One way by which something comes in from outside. */
export interface WayIn<Input = unknown> {
  readonly name: string;
  /** What comes. */
  readonly input: fc.Arbitrary<Input>;
  /** At most so many inputs come one after the other, to the same state. */
  readonly session: number;
  /** Makes a state that nothing has come to yet. */
  open(): Session<Input> | Promise<Session<Input>>;
}

/** A state that inputs come to. Both reject where something is not as it should be. */
export interface Session<Input> {
  play(input: Input): unknown;
  /** Looks at what is left behind. */
  end(): unknown;
}

/** How much of a processor's time one input may take. */
const patienceMs = 2_000;

/** How long a round may take with its search for a shorter sequence that fails. */
const roundMs = 20_000;

/**
 * Plays a way in until so many inputs have come; gives how many did.
 *
 * @throws an error with the seed and the shortest sequence of inputs that fails
 */
export async function playWayIn<Input>(way: WayIn<Input>, seed: number, count: number): Promise<number> {
  let played = 0;
  let failing: readonly Input[] = [];
  const sequences = fc.array(way.input, { minLength: 1, maxLength: way.session, size: "max" });
  const property = fc.asyncProperty(sequences, async (inputs) => {
    const came: Input[] = [];
    try {
      await playInputs(way, inputs, came);
    } catch (error) {
      failing = came;
      throw error;
    }
    played += came.length;
  });
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 6; // most inputs end in an error whose stack nobody reads
  try {
    for (let round = 0; played < count; round += 1) {
      const numRuns = Math.ceil(Math.min(count - played, 4_000) / way.session);
      const details = await fc.check(property, { seed: seed + round, numRuns, interruptAfterTimeLimit: roundMs });
      if (details.failed) throw new Error(failureText(way.name, seed, failing, details));
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return played;
}

async function playInputs<Input>(way: WayIn<Input>, inputs: readonly Input[], came: Input[]): Promise<void> {
  const clock = createClock();
  const session = await way.open();
  for (const input of inputs) {
    came.push(input);
    await session.play(input);
    clock.requireInTime();
  }
  await session.end();
}

/** Judges by the processor's time, as the machine may be busy; but asks for it only where the wall clock says that it was long. */
function createClock() {
  const begun = process.cpuUsage();
  let last = performance.now();
  return {
    requireInTime: () => {
      const before = last;
      last = performance.now();
      if (last - before < patienceMs) return;
      const { user, system } = process.cpuUsage(begun);
      const spentMs = Math.round((user + system) / 1_000);
      if (spentMs > patienceMs) throw new Error(`it took ${spentMs} ms of the processor's time`);
    },
  };
}

/** What was to come after the input that failed says nothing, and is left out. */
function failureText(
  name: string,
  seed: number,
  failing: readonly unknown[],
  { errorInstance }: Pick<fc.RunDetails<unknown>, "errorInstance">,
): string {
  const { message = String(errorInstance), stack = "" } = (errorInstance ?? {}) as Error;
  const places = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return [
    `${name}: ${message.slice(0, 1_000)}`,
    `HOSTILE_SEED=${seed} plays it again; the shortest sequence of inputs that fails:`,
    fc.stringify(failing).slice(0, 3_000),
    ...places.slice(0, 8),
  ].join("\n");
}
