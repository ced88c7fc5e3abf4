package chatx.server.cli;

/**
 * What one check of {@code doctor} found.
 *
 * @param check its name, the same in every version
 * @param status how it stands
 * @param detail what was seen
 * @param action what to do about it, empty when it is well
 */
record Finding(String check, Status status, String detail, String action) {
  enum Status {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Status.OK, detail, "");
  }

  static Finding warn(String check, String detail, String action) {
    return new Finding(check, Status.WARN, detail, action);
  }

  static Finding fail(String check, String detail, String action) {
    return new Finding(check, Status.FAIL, detail, action);
  }
}
