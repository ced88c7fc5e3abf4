package chatx.desktop.invite;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/** A QR code, black on white in every theme: cameras do not read the other way round. */
final class QrCode {
  /** White around it, in squares; the standard asks for four. */
  private static final int QUIET_ZONE = 4;

  private QrCode() {}

  /**
   * @param least so wide at least; squares are whole pixels, so it may be somewhat more
   */
  static ImageView of(String text, int least) {
    BitMatrix squares = squares(text);
    int size = squares.getWidth();
    int scale = Math.ceilDiv(least, size);
    var image = new WritableImage(size * scale, size * scale);
    for (int y = 0; y < size * scale; y++) {
      for (int x = 0; x < size * scale; x++) {
        boolean dark = squares.get(x / scale, y / scale);
        image.getPixelWriter().setColor(x, y, dark ? Color.BLACK : Color.WHITE);
      }
    }
    var view = new ImageView(image);
    view.setSmooth(false);
    return view;
  }

  private static BitMatrix squares(String text) {
    try {
      return new QRCodeWriter()
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
  }
}
