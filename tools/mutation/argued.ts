/** Why a mutant is right to survive: no caller could tell the mutant from the source. */
export interface Argued {
  /** Path of the source file. */
  readonly file: string;
  /** The line that it stands on, without its indent. It is no longer argued once the line reads otherwise. */
  readonly source: string;
  /** The mutators that are meant, all where it is left out. */
  readonly mutators?: readonly string[];
  readonly reason: string;
}

/** Every survivor that has a reason. */
export const argued: readonly Argued[] = [
  {
    file: "src/mock/rules/activation.ts",
    source: 'const explanation = maxTransfers < 0 ? "transfers are forbidden" : made;',
    mutators: ["EqualityOperator"],
    reason: "A maximum of 0 has returned before, as it means no limit.",
  },
  {
    file: "src/mock/rules/any-case.ts",
    source:
      'return firstOf(world.licenses.all(), (one) => one.productId === productId && isMeant(one.licenseKey ?? ""));',
    mutators: ["StringLiteral"],
    reason:
      "Licenses of a key-based product have keys, and for another no key is looked for: the empty text stands for the types.",
  },
  {
    file: "src/mock/rules/bundle.ts",
    source: 'purpose: "activation" | "use" = "use",',
    mutators: ["StringLiteral"],
    reason: "Only `activation` is asked for: any other word means the same.",
  },
  {
    file: "src/mock/rules/counter.ts",
    source:
      "if (!resets || period === null || !time.hasCome(startOfNextPeriod(period, countedFrom))) return consumption;",
    mutators: ["ConditionalExpression"],
    reason:
      "Where there is no period, the next one begins at no instant (NaN), which never comes: the condition stands for the types.",
  },
  {
    file: "src/mock/rules/device.ts",
    source: '{ evenIf, proof = "if-given" }: { evenIf?: SkippedChecks; proof?: Proof } = {},',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/rules/device.ts",
    source: "evenIf: SkippedChecks = [],",
    mutators: ["ArrayDeclaration"],
    reason: "A list of words that no rule asks for skips no check, as an empty one does.",
  },
  {
    file: "src/mock/rules/license.ts",
    source: "if (!token || account?.code !== input.customer_account_code) {",
    mutators: ["OptionalChaining"],
    reason: "A token that is there has a customer account, which takes its tokens along when it is removed.",
  },
  {
    file: "src/mock/rules/license.ts",
    source: "const chosen = fitting.length < 2 ? fitting[0] : (fitting.find(mine) ?? fitting[fitting.length - 1]);",
    mutators: ["ConditionalExpression"],
    reason: "A shortcut: of one license or none the rest of the line chooses the same.",
  },
  {
    file: "src/mock/rules/pool.ts",
    source: "return consumption === pool.consumption ? pool : context.world.pools.update(pool, { consumption });",
    mutators: ["ConditionalExpression"],
    reason:
      "Calls that ask for a pool change it, or its checkouts, right after, so that one more change with equal values is not seen.",
  },
  {
    file: "src/mock/rules/scope.ts",
    source: 'if (scope.kind === "license") return false;',
    mutators: ["ConditionalExpression", "StringLiteral"],
    reason: "Such a scope has no id, so that the line below says no as well: the condition stands for the types.",
  },
  {
    file: "src/mock/rules/versions.ts",
    source:
      'const { license } = requireLicense(input, product, "if-given", context, "license_key_or_license_user_required");',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/endpoints/activate-bundle-offline.ts",
    source: 'const bundle = requireBundle(input, "if-given", context, "activation");',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/endpoints/check-bundle.ts",
    source: 'requireBundle(input, "if-given", context).map((found) => {',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/endpoints/deactivate-bundle-offline.ts",
    source: 'letBundleGo(requireBundle(input, "if-given", context), input, context);',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/endpoints/deactivate-bundle.ts",
    source: 'letBundleGo(requireBundle(input, "if-given", context), input, context);',
    mutators: ["StringLiteral"],
    reason:
      "Where no proof is required any other word than `required` means the same, and the rules ask for that one alone.",
  },
  {
    file: "src/mock/endpoints/activate-bundle-offline.ts",
    source: "takeAlong(activated, { units: undefined, features: [] }, context);",
    mutators: ["ArrayDeclaration"],
    reason: "Features are looked for by their code, which what is put into the list has not.",
  },
  {
    file: "src/mock/views/license.ts",
    source: "const isBorrowed = borrowedUntil !== null && !context.hasCome(borrowedUntil);",
    mutators: ["ConditionalExpression"],
    reason: "No moment counts as one that has come: null compares as 0.",
  },
  {
    file: "src/mock/clock/events.ts",
    source: "if (to > from) {",
    mutators: ["ConditionalExpression", "EqualityOperator"],
    reason: "A shortcut: nothing lies after one instant and up to another that is not later.",
  },
  {
    file: "src/mock/clock/events.ts",
    source: "return !resets || period === null || total === 0 ? null : startOfNextPeriod(period, countedFrom);",
    mutators: ["ConditionalExpression"],
    reason:
      "Where there is no period, the next one begins at no instant (NaN), which lies between no others: that condition stands for the types.",
  },
  {
    file: "src/mock/offline/activate-offline-device.ts",
    source: "const options = { withExpiredFeatures: false, withMetadataText: false };",
    mutators: ["ObjectLiteral"],
    reason: "An option that is left out counts as false.",
  },
  {
    file: "src/mock/offline/activate-offline-device.ts",
    source: "...(input.request_id !== undefined && { request_id: input.request_id }),",
    mutators: ["ConditionalExpression"],
    reason: "JSON has no field for what is undefined: the condition stands for the types.",
  },
  {
    file: "src/mock/offline/offline-signature.ts",
    source: 'const key = context.world.apiKeys.byKey(claims.api_key ?? "");',
    mutators: ["StringLiteral"],
    reason: "Any text that is no API key finds none: the empty one stands for the types.",
  },
  {
    file: "src/mock/offline/feature-units.ts",
    source: 'if (typeof code !== "string" || typeof units !== "number" || !Number.isFinite(units)) {',
    mutators: ["ConditionalExpression"],
    reason: "What is no number is not finite either: that condition stands for the types.",
  },
  {
    file: "src/mock/sign-on/sign-on.ts",
    source: 'const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");',
    mutators: ["ConditionalExpression", "StringLiteral"],
    reason: "A body that could not be read names no user, whatever is taken for it.",
  },
  {
    file: "src/mock/caches/query-cache.ts",
    source: "if (one === other || other === undefined) return one === other;",
    mutators: ["ConditionalExpression"],
    reason: "A shortcut: the same caller is alike in every field.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "let ring: (Kept | undefined)[] = [];",
    mutators: ["ArrayDeclaration"],
    reason: "What is put into the ring has no outcome, so that it is no call, and the first call takes its place.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "ring = [];",
    mutators: ["ArrayDeclaration"],
    reason: "What is put into the ring has no outcome, so that it is no call, and the first call takes its place.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "const slotOf = (id: number) => (id - firstId) % limit;",
    mutators: ["ArithmeticOperator"],
    reason: "Ids that follow one another have slots that do so, whichever the first is.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "if (held > most || all.bytes > mostOfAll) makeRoom(entry);",
    mutators: ["ConditionalExpression", "EqualityOperator"],
    reason: "A shortcut: makeRoom asks the same before it forgets anything.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "if (one.outcome === undefined || (since !== undefined && one.id <= since)) return false;",
    mutators: ["ConditionalExpression"],
    reason: "No id is less than undefined: the condition stands for the types.",
  },
  {
    file: "src/mock/clock/license-moments.ts",
    source: "return earliest(instants.filter((instant) => instant !== null && instant > now));",
    mutators: ["ConditionalExpression"],
    reason: "The earliest is looked for among those that are not null: the condition stands for the types.",
  },
  {
    file: "src/mock/journal/entry.ts",
    source: 'explanation: error?.explanation && journalMask.text(error.explanation, "answer"),',
    mutators: ["StringLiteral"],
    reason: "A mask tells requests and authorizations apart from all else, which an answer is by any name.",
  },
  {
    file: "src/mock/journal/entry.ts",
    source: 'findings: call.findings.map((finding) => journalMask.text(finding, "answer")),',
    mutators: ["StringLiteral"],
    reason: "A mask tells requests and authorizations apart from all else, which an answer is by any name.",
  },
  {
    file: "src/mock/journal/entry.ts",
    source: 'why: whyOf(call).map((reason) => journalMask.text(reason, "answer")),',
    mutators: ["StringLiteral"],
    reason: "A mask tells requests and authorizations apart from all else, which an answer is by any name.",
  },
  {
    file: "src/mock/journal/entry.ts",
    source: 'answerHeaders: answer && journalMask.headers(answer.headers, "answer"),',
    mutators: ["StringLiteral"],
    reason: "A mask tells requests and authorizations apart from all else, which an answer is by any name.",
  },
  {
    file: "src/mock/journal/entry.ts",
    source: 'answerBody: answer && bodyText(answer.body, "answer"),',
    mutators: ["StringLiteral"],
    reason: "A mask tells requests and authorizations apart from all else, which an answer is by any name.",
  },
  {
    file: "src/mock/journal/journal.ts",
    source: "if (limit > 0) ring[slotOf(call.id)] = call;",
    mutators: ["ConditionalExpression", "EqualityOperator"],
    reason: "With room for no call its slot is no number, and nothing is looked for there.",
  },
  {
    file: "src/mock/faults/faults.ts",
    source: "const times = spec.probability === undefined ? 0 : Math.max(0, met - (spec.after ?? 0));",
    mutators: ["ConditionalExpression"],
    reason: "Nobody looks at the dice of a fault that has no probability.",
  },
];
