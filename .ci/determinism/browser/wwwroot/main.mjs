// Runs the program under node. What starts with a dash is an option of the runtime, the rest is the program's.
import { dotnet } from './_framework/dotnet.js';

const given = process.argv.slice(2);
const runtime = await dotnet
    .withRuntimeOptions(given.filter(argument => argument.startsWith('-')))
    .withApplicationArguments(...given.filter(argument => !argument.startsWith('-')))
    .create();
process.exitCode = await runtime.runMain();
