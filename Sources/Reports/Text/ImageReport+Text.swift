import ESPImage
import LuaREPL
import OTAUpgrade
package import TerminalUI

extension ImageReport {
    /// What the file is, as lines for people; empty if it could not be read.
    package func lines(width: Int, paint: Paint) -> [String] {
        guard let inspection else { return [] }
        let heading = "\(file): \(verdict(inspection))".printable
        var fields = FieldList()
        if let image = inspection.image { image.describe(in: &fields) }
        for app in inspection.error?.containedApps ?? [] { fields.add("holds", app.text) }
        fields.add("size", Quantity.bytes(inspection.size))
        fields.add("SHA-256", inspection.sha256.hexadecimal)
        fields.add("ELF SHA-256", inspection.image?.elfSHA256?.hexadecimal)
        for remark in inspection.image?.remarks ?? [] { fields.add("note", remark.text.printable) }
        var lines = Paragraph.lines(heading, width: width, hanging: 2).map { paint($0, .strong) } + [""]
        lines += fields.lines(width: width, indent: 2, paint: paint)
        if let image = inspection.image { lines += [""] + image.segmentTable.map { "  " + $0 } }
        return lines
    }

    private func verdict(_ inspection: FirmwareFile.Inspection) -> String {
        guard let image = inspection.image else { return inspection.kind.phrase + "; it cannot be installed." }
        return "a complete application image for the \(image.chip.displayName); it can be installed."
    }
}

extension ContainedApp {
    /// One line about it.
    fileprivate var text: String {
        "\(name) \(version ?? "without a version") at 0x\(hexadecimal(offset, digits: 1)), \(Quantity.bytes(size))"
            .printable
            + (isSelected ? "; it would start" : "")
    }
}

extension AppImage {
    fileprivate func describe(in fields: inout FieldList) {
        if let descriptor {
            fields.add("name", descriptor.projectName.printable)
            fields.add("version", descriptor.version.printable)
            fields.add("built", builtText(descriptor).printable)
            if descriptor.secureVersion > 0 { fields.add("secure", "secure version \(descriptor.secureVersion)") }
        } else {
            fields.add("version", "unknown")
        }
        fields.add("revisions", revisionsText)
        fields.add("checksum", "0x\(hexadecimal(Int(checksum), digits: 2)), valid")
        fields.add("hash", appendedHash == nil ? "none appended" : "appended SHA-256, valid")
        fields.add("flash", flashText)
        fields.add("entry", "0x\(hexadecimal(Int(header.entryAddress), digits: 8))")
        fields.add("modules", modulesText)
    }

    private func builtText(_ descriptor: AppDescriptor) -> String {
        let moment = [descriptor.date, descriptor.time].filter { !$0.isEmpty }.joined(separator: " ")
        return (moment.isEmpty ? "at an unknown time" : moment) + " with ESP-IDF \(descriptor.idfVersion)"
    }

    private var modulesText: String {
        modules.names.isEmpty ? "none found" : modules.names.joined(separator: ", ").printable
    }

    private var revisionsText: String? {
        switch (minChipRevision, maxChipRevision) {
        case (nil, nil): "all"
        case (let least?, nil): "\(least) and later"
        case (nil, let most?): "up to \(most)"
        case (let least?, let most?): "\(least) to \(most)"
        }
    }

    private var flashText: String {
        let parts = [
            header.flashMode, header.flashMegahertz(on: chip).map { "\($0) MHz" },
            header.flashMegabytes.map { "\($0) MiB" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// The segments, one per row.
    fileprivate var segmentTable: [String] {
        let rows = segments.enumerated().map { index, segment in
            [
                "\(index)".leftPadded(to: 7), "0x\(hexadecimal(Int(segment.loadAddress), digits: 8))",
                "0x\(hexadecimal(segment.dataOffset, digits: 6))", Quantity.count(segment.size).leftPadded(to: 10),
                use(of: segment),
            ]
        }
        return TextTable(header: ["SEGMENT", "ADDRESS", "OFFSET", "     BYTES", "USE"], rows: rows).lines
    }

    private func use(of segment: ImageSegment) -> String {
        if segment.isPadding { return "padding" }
        if chip.dataWindow.contains(segment.loadAddress), chip.dataWindow != chip.codeWindow { return "mapped data" }
        if chip.mapsFlash(at: segment.loadAddress) {
            return chip.dataWindow == chip.codeWindow ? "mapped" : "mapped code"
        }
        return "loaded into RAM"
    }
}

private func hexadecimal(_ number: Int, digits: Int) -> String {
    String(number, radix: 16).zeroPadded(to: digits)
}

extension ImageRemark {
    /// The remark, with how `upgrade` treats it.
    fileprivate var text: String {
        self == .noOTAUpgrade ? "\(self) `upgrade` refuses it without --allow-last-upgrade." : description
    }
}
