package import OTAUpgrade
import TransportCore

extension TransferReport {
    /// What was sent, how long it took, and how fast it was at the rate that carried it, in one sentence.
    package var sentence: String {
        let rate = lineRate.map { " at \(Int(($0 * 10).rounded())) baud" } ?? ""
        let share =
            isFasterThanItsLine
            ? ", faster than a serial line" : efficiency.map { ", \(percent($0)) of the line rate" } ?? ""
        return "Sent \(Quantity.bytes(bytes)) in \(Quantity.seconds(duration))\(rate): "
            + "\(Quantity.rate(bytesPerSecond))\(share)\(isCompressed ? ", compressed" : "")."
    }

    /// Whether no line carried the bytes, as with a mock board that is not paced.
    private var isFasterThanItsLine: Bool {
        lineRate.map { Double(wireBytes) > $0 * duration.seconds * 1.2 } ?? false
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// What went over the wire for it.
    package var wireText: String {
        "\(Quantity.bytes(wireBytes)), \(Quantity.count(retries, "line")) sent again, \(method.rawValue), window \(window)"
    }
}
