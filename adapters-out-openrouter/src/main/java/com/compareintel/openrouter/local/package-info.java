/// A local stand-in for OpenRouter: a real HTTP/1.1 server that speaks its wire protocol, answers
/// with canned text and keeps a billing book of its own. Tests start it with faults to see what the
/// product makes of them; demo mode starts it without.
///
/// The flow of one call: [ChatRequest] is what was asked; [FrontDesk] admits or refuses it; a
/// [Script] says as data how the model behaves; [Composer] turns the script into [Step]s;
/// [Playback] performs them on the connection's event loop and enters the call into the
/// [BillingBook].
@NullMarked
package com.compareintel.openrouter.local;

import org.jspecify.annotations.NullMarked;
