package chatx.server.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code for terminals: two rows of squares in each line of text, light on dark. */
final class TextQrCode {
  private static final int QUIET_ZONE = 2;

  private TextQrCode() {}

  static String of(String text) {
    BitMatrix squares;
    try {
      squares =
          new QRCodeWriter()
              .encode(
                  text,
                  BarcodeFormat.QR_CODE,
                  0,
                  0,
                  Map.of(
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.L,
                      EncodeHintType.MARGIN,
                      QUIET_ZONE));
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("An invite fits into a QR code", tooLong);
    }
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < squares.getHeight(); y += 2) {
      for (int x = 0; x < squares.getWidth(); x++) {
        // Terminals are dark: what is printed is the light part of the code.
        boolean upper = !squares.get(x, y);
        boolean lower = y + 1 >= squares.getHeight() || !squares.get(x, y + 1);
        lines.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      lines.append('\n');
    }
    return lines.toString().stripTrailing();
  }
}
