import type { CompletionPlace } from "./places.ts";

/** Shells that a script can be made for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** One of them. */
export type Shell = (typeof shells)[number];

/** A script that knows every place by heart, so that no key press has to start a process. */
export function scriptFor(shell: Shell, places: readonly CompletionPlace[]): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](places);
}

/** Where no word is offered, `-o default` completes names of files. */
function bashScript(places: readonly CompletionPlace[]): string {
  return `_license_api_kit() {
  local at= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at $word" in ${caseOf(places)}) at="$at $word" ;; esac
  done
  case "$at \${COMP_WORDS[COMP_CWORD-1]}" in
${valueCases(places, (words) => `words="${words}"`)}
  *) case "$at" in
${placeCases(places, (words) => `words="${words}"`)}
  esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _license_api_kit license-api-kit`;
}

function zshScript(places: readonly CompletionPlace[]): string {
  return `#compdef license-api-kit
_license_api_kit() {
  local at= word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in ${caseOf(places)}) at="$at $word" ;; esac
  done
  case "$at \${words[CURRENT-1]}" in
${valueCases(places, (words) => (words === "" ? "_files" : `compadd -- ${words}`))}
  *) case "$at" in
${placeCases(places, (words) => `compadd -- ${words}; _files`)}
  esac ;;
  esac
}
if [ "$funcstack[1]" = _license_api_kit ]; then _license_api_kit "$@"; else compdef _license_api_kit license-api-kit; fi`;
}

function fishScript(places: readonly CompletionPlace[]): string {
  const lines = places.flatMap(({ at, commands, flags, values }) => {
    const here = `complete -c license-api-kit -n "__license_api_kit_at '${at}'"`;
    return [
      ...commands.map(({ word, about }) => `${here} -f -a ${word} -d ${quoted(about)}`),
      ...(values.length > 0 ? [`${here} -f -a ${quoted(values.join(" "))}`] : []),
      ...flags.map(({ word, about, takes }) => {
        const value = takes === "nothing" ? "" : takes === "anything" ? " -r" : ` -x -a ${quoted(takes.join(" "))}`;
        return `${here} -l ${word.slice(2)}${value} -d ${quoted(about)}`;
      }),
    ];
  });
  return `function __license_api_kit_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${places
        .slice(1)
        .map(({ at }) => `'${at}'`)
        .join(" ")}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join("\n")}`;
}

/** The pattern that fits the words of every command. */
function caseOf(places: readonly CompletionPlace[]): string {
  return places
    .slice(1)
    .map(({ at }) => `"${at}"`)
    .join("|");
}

/** A line for each flag that takes a value: its choices, or nothing. */
function valueCases(places: readonly CompletionPlace[], offer: (words: string) => string): string {
  const lines = places.flatMap(({ at, flags }) =>
    flags.flatMap(({ word, takes }) => {
      if (takes === "nothing") return [];
      return [`  "${at} ${word}") ${offer(takes === "anything" ? "" : takes.join(" "))} ;;`];
    }),
  );
  return lines.join("\n");
}

/** A line for each place with all that may stand there. */
function placeCases(places: readonly CompletionPlace[], offer: (words: string) => string): string {
  const wordsOf = ({ commands, values, flags }: CompletionPlace) =>
    [...commands.map(({ word }) => word), ...values, ...flags.map(({ word }) => word)].join(" ");
  return places.map((place) => `  "${place.at}") ${offer(wordsOf(place))} ;;`).join("\n");
}

/** A text as one word of fish. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
