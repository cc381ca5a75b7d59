import { InputError } from "../api/input-error.ts";
import { reasonOf } from "./store-error.ts";

/**
 * Loads a package that only stores need.
 *
 * @throws an InputError that says what to install, or why what is installed does not load.
 */
export async function loadPeer<Module>(name: string, forWhat: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    const what = isMissing ? "is not installed" : `does not load: ${reasonOf(error)}`;
    throw new InputError(`store: ${forWhat} needs the package ${name}, which ${what}; try npm install ${name}`);
  }
}
