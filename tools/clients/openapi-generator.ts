import { description, type Generator } from "./generator.ts";
import type { Step } from "./run-step.ts";

/** The version of openapi-generator, from Maven Central. */
const version = "7.25.0";
const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1";

/** Brings the generator into a folder: its npm package would fetch it from an address of its own. */
export const fetchJar: Step = {
  command: "mvn",
  args: [
    ...["-q", "-B", `${plugin}:copy`, `-Dartifact=org.openapitools:openapi-generator-cli:${version}`],
    ...["-DoutputDirectory=.", "-Dmdep.stripVersion=true"],
  ],
};

/** One language of openapi-generator, with the options that it needs. The jar lies beside the folder. */
function make(language: string, options: string, into = "."): Step {
  const args = [
    ...[
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-jar",
      "../openapi-generator-cli.jar",
      "generate",
      "-i",
      description,
      "-g",
      language,
      "-o",
      into,
    ],
    ...["--global-property", "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"],
    ...["--git-user-id", "example", "--git-repo-id", "licenseapi"],
    ...(options ? ["--additional-properties", options] : []),
  ];
  return { command: "java", args };
}

const jarTools = ["java", "mvn"];

/** The clients of openapi-generator but the one in TypeScript. */
export const openapiGenerators: readonly Generator[] = [
  {
    name: "openapi-generator java",
    language: "Java",
    needs: { make: jarTools, compile: ["javac", "mvn"] },
    files: { "Calls.java": "src/main/java/Calls.java" },
    make: make("java", "library=native,useSingleRequestParameter=true"),
    compile: [
      {
        command: "mvn",
        args: ["-q", "-B", "-DskipTests", "compile", `${plugin}:build-classpath`, "-Dmdep.outputFile=classpath.txt"],
      },
    ],
    call: { command: "sh", args: ["-c", 'java -cp "target/classes:$(cat classpath.txt)" Calls'], timeoutMs: 30_000 },
  },
  {
    name: "openapi-generator python",
    language: "Python",
    needs: { make: jarTools, compile: ["python3"] },
    files: { "calls.py": "calls.py" },
    make: make("python", ""),
    compile: [
      { command: "python3", args: ["-m", "venv", "venv"] },
      {
        command: "venv/bin/pip",
        args: ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
      },
      { command: "venv/bin/python", args: ["-m", "compileall", "-q", "openapi_client"] },
    ],
    call: { command: "venv/bin/python", args: ["calls.py"], timeoutMs: 30_000 },
  },
  {
    name: "openapi-generator go",
    language: "Go",
    needs: { make: jarTools, compile: ["go"] },
    files: { "calls.go": "calls/main.go" },
    // Without the prefix two enumerations that share a value declare one constant twice
    make: make("go", "packageName=licenseapi,enumClassPrefix=true"),
    compile: [{ command: "go", args: ["build", "-o", "calls-program", "./calls"] }],
    call: { command: "./calls-program", args: [], timeoutMs: 30_000 },
  },
  {
    name: "openapi-generator csharp",
    language: "C#",
    needs: { make: jarTools, compile: ["dotnet"] },
    files: {},
    make: make("csharp", ""),
    compile: [{ command: "dotnet", args: ["build", "src/Org.OpenAPITools"] }],
  },
];

/** What it makes in TypeScript is compiled and called as the other generators' clients are. */
export const typescriptFetch = { needs: jarTools, make: make("typescript-fetch", "", "generated") };
