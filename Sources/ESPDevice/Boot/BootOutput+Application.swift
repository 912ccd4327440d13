extension BootOutput {
    /// The application's start, up to its own code.
    func applicationStart(_ description: AppDescription?, into script: inout BootScript) {
        script.pass(timing.application)
        switch release {
        case .v3_3_4: startAsIDF3(description, into: &script)
        case .v4_4_6: startAsIDF4(description, into: &script)
        case .v5_1_3: startAsIDF51(description, into: &script)
        case .v5_3_2: startAsIDF53(description, into: &script)
        }
    }

    private func startAsIDF3(_ description: AppDescription?, into script: inout BootScript) {
        cpu("Pro cpu up.", into: &script)
        about(description, tag: "cpu_start", hashDigits: 16, into: &script)
        cpu("Starting app cpu, entry point is 0x40081350", into: &script)
        cpu("App cpu up.", into: &script)
        heap(into: &script)
        cpu("Pro cpu start user code", into: &script)
        script.log(ESPLogLine(.info, "cpu_start", "Starting scheduler on PRO CPU."), milliseconds: 153)
        script.log(ESPLogLine(.info, "cpu_start", "Starting scheduler on APP CPU."), milliseconds: 0)
    }

    private func startAsIDF4(_ description: AppDescription?, into script: inout BootScript) {
        cpu(chip.cores > 1 ? "Multicore app" : "Unicore app", into: &script)
        cores(into: &script)
        cpu("Pro cpu start user code", into: &script)
        cpu("cpu freq: \(chip.processorHertz)", into: &script)
        about(description, tag: "cpu_start", hashDigits: 16, into: &script)
        revisions(tag: "cpu_start", into: &script)
        heap(into: &script)
        flash(into: &script)
        if chip.cores > 1 {
            cpu("Starting scheduler on PRO CPU.", into: &script)
            script.log(ESPLogLine(.info, "cpu_start", "Starting scheduler on APP CPU."), milliseconds: 0)
        } else {
            cpu("Starting scheduler.", into: &script)
        }
    }

    private func startAsIDF51(_ description: AppDescription?, into script: inout BootScript) {
        cpu(chip.cores > 1 ? "Multicore app" : "Unicore app", into: &script)
        cores(into: &script)
        cpu("Pro cpu start user code", into: &script)
        cpu("cpu freq: \(chip.processorHertz) Hz", into: &script)
        about(description, tag: "cpu_start", hashDigits: 16, into: &script)
        revisions(tag: "cpu_start", into: &script)
        heap(into: &script)
        flash(into: &script)
        for core in 0..<chip.cores {
            script.log(ESPLogLine(.info, "app_start", "Starting scheduler on CPU\(core)"))
        }
        mainTask(into: &script)
    }

    private func startAsIDF53(_ description: AppDescription?, into script: inout BootScript) {
        cpu(chip.cores > 1 ? "Multicore app" : "Unicore app", into: &script)
        cpu("Pro cpu start user code", into: &script)
        cpu("cpu freq: \(chip.processorHertz) Hz", into: &script)
        about(description, tag: "app_init", hashDigits: 9, into: &script)
        revisions(tag: "efuse_init", into: &script)
        heap(into: &script)
        flash(into: &script)
        mainTask(into: &script)
    }

    private func cores(into script: inout BootScript) {
        cpu("Pro cpu up.", into: &script)
        guard chip.cores > 1 else { return }
        cpu("Starting app cpu, entry point is 0x40081154", into: &script)
        cpu("App cpu up.", into: &script)
    }

    private func about(
        _ description: AppDescription?,
        tag: String,
        hashDigits: Int,
        into script: inout BootScript
    ) {
        guard let description else { return }
        let hash = description.elfHash.map { Printf.x($0, width: 2) }.joined().prefix(hashDigits)
        script.log(ESPLogLine(.info, tag, "Application information:"))
        script.log(ESPLogLine(.info, tag, "Project name:     \(description.name)"))
        script.log(ESPLogLine(.info, tag, "App version:      \(description.version)"))
        script.log(ESPLogLine(.info, tag, "Compile time:     \(description.date) \(description.time)"))
        script.log(ESPLogLine(.info, tag, "ELF file SHA256:  \(hash)..."))
        script.log(ESPLogLine(.info, tag, "ESP-IDF:          \(description.idfVersion)"))
    }

    private func revisions(tag: String, into script: inout BootScript) {
        let (least, greatest) = (chip.builtRevisions.lowerBound, chip.builtRevisions.upperBound)
        script.log(ESPLogLine(.info, tag, "Min chip rev:     \(Self.revision(least))"))
        script.log(ESPLogLine(.info, tag, "Max chip rev:     \(Self.revision(greatest)) "))
        script.log(ESPLogLine(.info, tag, "Chip rev:         \(Self.revision(revision))"))
    }

    private func heap(into script: inout BootScript) {
        script.log(ESPLogLine(.info, "heap_init", "Initializing. RAM available for dynamic allocation:"))
        for region in chip.heap { script.log(ESPLogLine(.info, "heap_init", region)) }
    }

    private func flash(into script: inout BootScript) {
        script.log(ESPLogLine(.info, "spi_flash", "detected chip: gd"))
        script.log(ESPLogLine(.info, "spi_flash", "flash io: dio"))
        guard chip.rom.family != .esp32 else { return }
        script.log(ESPLogLine(.info, "sleep", "Configure to isolate all GPIO pins in sleep state"))
        script.log(ESPLogLine(.info, "sleep", "Enable automatic switching of GPIO sleep configuration"))
    }

    private func mainTask(into script: inout BootScript) {
        script.log(ESPLogLine(.info, "main_task", "Started on CPU0"), .standardOutput)
        script.log(ESPLogLine(.info, "main_task", "Calling app_main()"), .standardOutput)
    }

    private func cpu(_ text: String, into script: inout BootScript) {
        script.log(ESPLogLine(.info, "cpu_start", text))
    }
}
