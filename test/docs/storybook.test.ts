import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBlockFiles } from "../block-files.ts";
import { type OpenBrowser, type OpenPage, openBrowser, whyNoBrowser } from "../browser/open-browser.ts";
import type { ServedPage } from "../browser/serve-files.ts";
import { servePage } from "../browser/serve-page.ts";
import { run } from "../command.ts";
import { readPage, root } from "../markdown-page.ts";

const page = readPage("docs/storybook.md");
const files = createBlockFiles();
afterAll(() => files.remove());

const install = page.claim("sh", "npm install");
const names = [
  ".storybook/license-loader.ts",
  ".storybook/preview.ts",
  "src/license-badge.ts",
  "src/license-badge.stories.ts",
];
for (const name of names) files.write(name, page.claim("ts", `// ${name}`).text);

// As much of Storybook as the loader meets: for each story its parameters over its file's, then the loaders, then the rest
const entry = files.write(
  "storybook.ts",
  `import preview from "./.storybook/preview";
   import meta, * as file from "./src/license-badge.stories";

   interface Context { args: typeof meta.args; parameters: Record<string, any>; loaded: Record<string, unknown> }
   type Loader = (context: Context) => Promise<Record<string, unknown> | void>;
   interface Annotations { args?: Partial<typeof meta.args>; parameters?: Record<string, unknown> }

   const { default: _meta, ...stories } = file;
   (stories satisfies Record<string, Annotations>);
   const loaders: Loader[] = preview.loaders;

   (globalThis as any).render = async (name: keyof typeof stories) => {
     const story: Annotations = stories[name];
     const context: Context = { args: { ...meta.args, ...story.args }, parameters: { ...story.parameters }, loaded: {} };
     for (const loader of loaders) Object.assign(context.loaded, await loader(context));
     document.body.replaceChildren(meta.render(context.args));
   };
  `,
);

test("the installation is that of a page", () => {
  expect(readPage("docs/page.md").claim("sh", "npm install").text).toBe(install.text);
});

test("the files compile beside a Storybook's types", async () => {
  const options = { module: "esnext", moduleResolution: "bundler", types: [], noEmit: true };
  const config = {
    extends: `${root}tsconfig.json`,
    compilerOptions: options,
    files: [entry],
    include: [],
    exclude: [],
  };
  const project = files.write("tsconfig.json", JSON.stringify(config));
  const { status, stdout } = await run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", project]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

const skipped = whyNoBrowser();
describe.skipIf(skipped)(`the stories, one after the other in one page${skipped}`, { timeout: 60_000 }, () => {
  let served: ServedPage;
  let browser: OpenBrowser;
  let opened: OpenPage;
  beforeAll(async () => {
    served = await servePage(entry);
    browser = await openBrowser();
    opened = await browser.open(served.url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  }, 60_000);

  const shown = [...page.text.matchAll(/^\| (\w+) \| `(\w+)` \|$/gm)].map(([, story = "", text = ""]) => [story, text]);
  test.each([...shown, ...shown.toReversed()])("%s shows %s", async (story, text) => {
    await opened.page.evaluate(`render("${story}")`);
    await opened.page.locator("output", { hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: 10_000 });
    expect(opened.complaints).toEqual([]);
  });

  test("none is left out", () => {
    expect(shown).toHaveLength(
      page.claim("ts", "// src/license-badge.stories.ts").text.split(": Story = {").length - 1,
    );
  });
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
