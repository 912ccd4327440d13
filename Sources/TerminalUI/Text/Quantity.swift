import TransportCore

/// Numbers as people read them.
package enum Quantity {
    /// A number with thousands separators, `1,318,928`.
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    /// A size, `1,318,928 bytes`.
    package static func bytes(_ number: Int) -> String {
        count(number) + (number == 1 ? " byte" : " bytes")
    }

    /// A count and what is counted, `3 lines`.
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// An elapsed time: `0.4 s`, `42 s`, `2 min 5 s` or `1 h 3 min`.
    package static func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.seconds)
        if seconds < 9.95 { return "\(decimal(seconds, places: 1)) s" }
        let whole = Int(seconds.rounded())
        if whole < 120 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    /// A time that a rate is computed from, to a tenth of a second below two minutes: `36.2 s` or `2 min 5 s`.
    package static func seconds(_ duration: Duration) -> String {
        duration < .seconds(119.95) ? "\(decimal(max(0, duration.seconds), places: 1)) s" : Self.duration(duration)
    }

    /// A remaining time, `0:46` or `1:02:03`.
    package static func clock(_ duration: Duration) -> String {
        let whole = Int(max(0, duration.seconds).rounded(.up))
        let seconds = String(whole % 60).zeroPadded(to: 2)
        if whole < 3600 { return "\(whole / 60):\(seconds)" }
        return "\(whole / 3600):\(String(whole % 3600 / 60).zeroPadded(to: 2)):\(seconds)"
    }

    /// Bytes per second, `11.2 kB/s`.
    package static func rate(_ bytesPerSecond: Double) -> String {
        if bytesPerSecond < 999.5 { return "\(Int(max(0, bytesPerSecond).rounded())) B/s" }
        if bytesPerSecond < 999_500 { return "\(decimal(bytesPerSecond / 1e3, places: 1)) kB/s" }
        return "\(decimal(bytesPerSecond / 1e6, places: 1)) MB/s"
    }

    /// A part of a whole, `96 %`.
    static func percent(_ part: Double) -> String {
        "\(Int((part * 100).rounded(.down))) %"
    }

    package static func decimal(_ number: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1) { product, _ in product * 10 }
        let scaled = Int((number * Double(scale)).rounded())
        return "\(scaled / scale).\(String(scaled % scale).zeroPadded(to: places))"
    }
}
