extension LuaSession {
    /// `file`: the functions for names in the file system (`nodemcu-firmware dev-esp32 file.c`).
    func installFiles() {
        let isOld = configuration.line == .idf3
        if isOld { installOldFiles() }
        machine.addModule(
            "file",
            fileNameFunctions.merging(isOld ? oldFileFunctions : directoryFunctions) { $1 }
        )
    }

    private var fileNameFunctions: [String: LuaMachine.Function] {
        let files = host.files
        return [
            "list": { call in
                call.newTable()
                for (name, bytes) in files.contents.sorted(by: { $0.key < $1.key }) {
                    call.push(bytes.count)
                    call.setField(name)
                }
                return 1
            },
            "exists": { call in
                call.push(files.contents[try call.checkedText(1)] != nil)
                return 1
            },
            "remove": { call in
                files.contents[try call.checkedText(1)] = nil
                return 0
            },
            "rename": { call in
                let (old, new) = (try call.checkedText(1), try call.checkedText(2))
                guard let bytes = files.contents.removeValue(forKey: old) else {
                    call.push(false)
                    return 1
                }
                files.contents[new] = bytes
                call.push(true)
                return 1
            },
            "format": { [unowned self] _ in
                files.contents.removeAll()
                send("format done.\n")
                return 0
            },
            "fsinfo": { call in
                let used = files.contents.values.reduce(0) { $0 + $1.count }
                for value in [0x70000 - used, used, 0x70000] { call.push(value) }
                return 3
            },
        ]
    }

    /// Directories, which SPIFFS does not support: the C library returns `ENOTSUP` (`ESP-IDF 5.1.3 esp_spiffs.c`).
    private var directoryFunctions: [String: LuaMachine.Function] {
        func fails(_ doing: String) -> LuaMachine.Function {
            { call in
                let name = try call.checkedText(1)
                throw LuaCall.Failure.raise("failed to \(doing) directory '\(name)'; code 134")
            }
        }
        return ["mkdir": fails("create"), "rmdir": fails("remove")]
    }
}
