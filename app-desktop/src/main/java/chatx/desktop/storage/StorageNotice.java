package chatx.desktop.storage;

/** What a person should be told of their files, once each time it happens. */
public enum StorageNotice {
  /** The cache was damaged and starts empty; it fills again from the server. */
  CACHE_REBUILT,
  /**
   * The outbox was damaged. The file was renamed, not deleted; what could be read of unsent
   * messages, drafts and marks was carried over.
   */
  OUTBOX_SET_ASIDE,
  /** The settings were damaged. The file was renamed and the defaults hold. */
  PREFERENCES_SET_ASIDE,
  /** Nothing more can be written; what was kept before stays. */
  DISK_FULL,
  /** Writing failed for another reason: the folder is gone or has become read-only. */
  DISK_FAILED,
  /** Writing works again after one of the two above. */
  DISK_WORKS_AGAIN
}
