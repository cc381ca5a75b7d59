import { activate, check, countExport, type Standing } from "./license.ts";
import { show } from "./show.ts";

// A build for users knows its mode, and leaves all of this out
if (import.meta.env.MODE === "mock") {
  const { startMock } = await import("../mock/start-mock.ts");
  await startMock();
}

const actions: Readonly<Record<string, () => Promise<Standing>>> = { activate, check, export: countExport };
for (const [id, act] of Object.entries(actions)) {
  document.getElementById(id)?.addEventListener("click", async () => show(await act()));
}
show(await check());
