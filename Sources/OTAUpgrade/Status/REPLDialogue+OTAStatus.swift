import ESPImage
package import LuaREPL

extension REPLDialogue {
    /// Asks `otaupgrade.info()`.
    ///
    /// - Returns: the status; `nil` if the answer does not come from the module.
    package func otaStatus() async throws(REPLError) -> OTAStatus? {
        try await define(statusHelper)
        let answer = try await call("otaflash.i")
        return OTAStatus(values: answer.values)
    }

    private var statusHelper: LuaScript {
        LuaScript(source: PackageResources.status_lua)
    }
}

extension OTAStatus {
    /// Parses what `status.lua` returns; `nil` if the values have another form.
    init?(values: [LuaValue]) {
        guard let running = values.first?.text, values.count >= 2, (values.count - 2).isMultiple(of: 8) else {
            return nil
        }
        let slots = stride(from: 2, to: values.count, by: 8).map { Slot(values: values[$0..<$0 + 8]) }
        self.init(running: running, boot: values[1].text, slots: slots)
    }
}

extension OTAStatus.Slot {
    fileprivate init(values: ArraySlice<LuaValue>) {
        let fields = Array(values)
        self.init(
            label: fields[0].description,
            state: fields[1].text.flatMap(OTAImageState.init(word:)),
            description: fields[2].text.map { name in
                FirmwareDescription(
                    name: name,
                    version: fields[3].text ?? "",
                    secureVersion: fields[4].integer ?? 0,
                    date: fields[5].text ?? "",
                    time: fields[6].text ?? "",
                    idfVersion: fields[7].text ?? ""
                )
            }
        )
    }
}
