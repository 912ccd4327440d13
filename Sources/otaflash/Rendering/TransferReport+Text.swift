import OTAUpgrade

extension TransferReport {
    /// What was sent, how long it took, and how fast it was at the rate that carried it, in one sentence.
    var sentence: String {
        let rate = lineRate.map { " at \(Int(($0 * 10).rounded())) baud" } ?? ""
        let share = efficiency.map { ", \(Quantity.decimal($0, places: 2)) of the line rate" } ?? ""
        return "Sent \(Quantity.bytes(bytes)) in \(Quantity.seconds(duration))\(rate): "
            + "\(Quantity.rate(bytesPerSecond))\(share)\(isCompressed ? ", compressed" : "")."
    }

    /// What went over the wire for it.
    var wireText: String {
        "\(Quantity.bytes(wireBytes)), \(Quantity.count(retries, "line")) sent again, \(method.rawValue), window \(window)"
    }
}
