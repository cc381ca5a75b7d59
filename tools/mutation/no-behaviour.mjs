import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const explaining = new Set(["about", "because", "explanation", "note", "reason", "source", "why"]);
const joins = ["TemplateLiteral", "BinaryExpression", "ConditionalExpression", "LogicalExpression"];

/** Texts that explain something to a person: no test holds their wording, and none should. */
const ignorer = {
  shouldIgnore(path) {
    if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined;
    let at = path.parentPath;
    while (at && joins.includes(at.type)) at = at.parentPath;
    if (at?.isObjectProperty() && explaining.has(at.node.key.name)) return "a text for people";
    if (at?.isNewExpression() && ["Error", "TypeError"].includes(at.node.callee.name)) return "a text for people";
    return undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "no-behaviour", ignorer)];
