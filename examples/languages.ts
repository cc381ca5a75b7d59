/** An example in a language: the commands that run it, for its own folder. */
export interface Language {
  readonly name: string;
  /** The folder, and what `npm run example:…` calls it. */
  readonly folder: string;
  readonly needs: string;
  /** Tells by its success whether the language can be used here. */
  readonly probe: string;
  readonly tests: string;
  readonly demo: string;
  /** Starts the driver for `license-api-kit gauntlet`, and builds it before where it is not. */
  readonly driver: readonly string[];
}

/** The examples that `npm run example:…` runs. */
export const languages: readonly Language[] = [
  {
    name: "Python",
    folder: "python",
    needs: "Python 3.10 or newer",
    probe: "python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'",
    tests: "python3 -m unittest",
    demo: "python3 demo.py",
    driver: ["python3", "gauntlet_driver.py"],
  },
  {
    name: "Go",
    folder: "go",
    needs: "Go 1.22 or newer",
    probe: "go list ./...",
    tests: "go test -count=1 ./...",
    demo: "go run ./demo",
    driver: ["./run", "driver"],
  },
  {
    name: "Java",
    folder: "java",
    needs: "a JDK, 17 or newer",
    probe: "javac --release 17 --version",
    tests: "./run Tests",
    demo: "./run Demo",
    driver: ["./run", "GauntletDriver"],
  },
  {
    name: "Rust",
    folder: "rust",
    needs: "Rust 1.85 or newer, and its crates",
    probe: "cargo fetch --locked",
    tests: "cargo test --no-default-features",
    demo: "cargo run --no-default-features",
    driver: ["cargo", "run", "--quiet", "--no-default-features", "--bin", "gauntlet_driver"],
  },
  {
    name: "C++",
    folder: "cpp",
    needs: "a compiler of C++17, and libcurl, OpenSSL and nlohmann-json with their headers",
    probe: "g++ --version",
    tests: "./run tests",
    demo: "./run demo",
    driver: ["./run", "gauntlet_driver"],
  },
];
