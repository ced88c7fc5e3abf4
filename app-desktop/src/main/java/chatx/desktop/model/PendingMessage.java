package chatx.desktop.model;

import chatx.desktop.storage.OutboxEntry;

/**
 * An own message that is not in the log as far as this client knows, and its text as it is shown.
 */
record PendingMessage(OutboxEntry entry, MessageBody body) {}
